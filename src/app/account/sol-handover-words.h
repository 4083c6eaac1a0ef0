/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

const char *sol_handover_words_get_taker (SolRecord *handover);
const char *sol_handover_words_get_structure (SolRecord *handover);
char *sol_handover_words_say_state (SolShownRecord *shown);
char *sol_handover_words_say_offer (SolRecord *call);

G_END_DECLS
