/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

#define SOL_REVIEW_LATE_DAYS 8 /* from so many on it is said to be late */

const char *sol_review_words_get_state (SolRecord *review);
gboolean sol_review_words_is_waiting (SolRecord *review);
gint64 sol_review_words_count_days (SolRecord *review);
char *sol_review_words_say_age (SolRecord *review);
char *sol_review_words_say_place (SolRecord *review);
char *sol_review_words_say_what (SolShownRecord *shown);
char *sol_review_words_say_where (SolShownRecord *shown);
char *sol_review_words_say_received (SolRecord *review);

G_END_DECLS
