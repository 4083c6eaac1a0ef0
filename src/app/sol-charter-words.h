/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-listing-charter.h"

G_BEGIN_DECLS

char *sol_charter_words_get_today (void);
char *sol_charter_words_say_state (const char *until);
char *sol_charter_words_say_signature (SolItem *signature);
char *sol_charter_words_say_public (SolRecord *supplier);
char *sol_charter_words_say_end (SolRecord *listing);
char *sol_charter_words_say_section (SolRecord *listing);

G_END_DECLS
