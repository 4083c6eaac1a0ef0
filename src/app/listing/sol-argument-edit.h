/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form.h"
#include "model/sol-argument.h"

G_BEGIN_DECLS

void sol_argument_edit_put (SolForm *form, const SolArgumentQuestion *question, const char *text);
gboolean sol_argument_edit_turn_quote (SolForm *form, const char *word);

G_END_DECLS
