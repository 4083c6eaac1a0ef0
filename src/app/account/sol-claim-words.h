/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

char *sol_claim_words_say_state (SolShownRecord *shown);
char *sol_claim_words_say_chosen (SolRecord *supplier, const char *organisation);
const char *sol_claim_words_get_name (SolRecord *claim);

G_END_DECLS
