/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

char *sol_duplicate_words_say_title (SolRecord *pair);
char *sol_duplicate_words_say_reasons (SolRecord *pair);
char *sol_duplicate_words_say_answer (SolRecord *pair);
const char *sol_duplicate_words_say_people (SolRecord *supplier);
gboolean sol_duplicate_words_may_go (SolRecord *gone, SolRecord *kept);

G_END_DECLS
