/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-item.h"
#include "model/sol-practices.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_LEVEL_STARTED 1 /* the last one that asks for no proof */
#define SOL_LEVEL_PROVEN 2  /* practised: from there on a criterion counts */

guint sol_practice_answer_get_claim (SolItem *answer);
guint sol_practice_answer_get_level (SolItem *answer);
guint sol_practice_answer_get_edition (SolItem *answer);
SolItem *sol_practice_find_answer (GPtrArray *answers, const char *question);
const SolPractice *sol_practice_find_asked (const char *criterion, GPtrArray *answers);
guint sol_practice_get_level (const char *criterion, GPtrArray *answers);

SolItem *sol_practice_find_criterion (GPtrArray *criteria, const char *criterion);
GPtrArray *sol_practice_list_answered (GPtrArray *criteria);
guint sol_practice_get_criterion_level (SolItem *criterion);
gboolean sol_practice_is_proven (SolItem *criterion);
gboolean sol_practice_check_evidence (SolItem *evidence, GError **error);
gboolean sol_practice_check_answer (SolItem *answer, GError **error);
gboolean sol_practice_check_unique (SolRecord *record, GError **error);
void sol_practice_tell_levels (SolRecord *record);

G_END_DECLS
