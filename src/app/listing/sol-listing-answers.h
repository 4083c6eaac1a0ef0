/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form.h"
#include "model/sol-item.h"

G_BEGIN_DECLS

SolItem *sol_listing_answers_find_remark (SolRecord *listing, const char *field);
gboolean sol_listing_answers_is_answered (SolRecord *listing, SolItem *remark);
guint sol_listing_answers_count_open (SolRecord *listing);
SolItem *sol_listing_answers_find (SolRecord *listing, SolItem *remark);
void sol_listing_answers_set (SolForm *form, SolItem *remark, gboolean corrected, const char *text);

G_END_DECLS
