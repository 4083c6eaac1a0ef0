/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form.h"
#include "model/sol-practice-level.h"

G_BEGIN_DECLS

GPtrArray *sol_practice_edit_get_criteria (SolForm *form);
GPtrArray *sol_practice_edit_get_answers (SolForm *form, const char *criterion);
void sol_practice_edit_put (SolForm *form, const char *criterion, SolItem *answer);
SolItem *sol_practice_edit_change (SolItem *item, const char *name, const GValue *value);

G_END_DECLS
