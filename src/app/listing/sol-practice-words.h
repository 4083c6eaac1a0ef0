/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-practice-level.h"

G_BEGIN_DECLS

char *sol_practice_words_say_criterion (const SolPractice *practice, SolItem *criterion);
char *sol_practice_words_say_answer (SolItem *answer);
char *sol_practice_words_say_nine (GPtrArray *criteria, guint *n_proven);

SolExampleKind sol_practice_words_find_kind (SolRecord *listing);

G_END_DECLS
