/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* How far a word came. */
#define SOL_CLIENT_WORD_ASKED "asked"
#define SOL_CLIENT_WORD_ANSWERED "answered"
#define SOL_CLIENT_WORD_TAKEN_BACK "taken-back"
#define SOL_CLIENT_WORD_HIDDEN "hidden"

/* Operations of it. */
#define SOL_CLIENT_WORD_GIVE "give"
#define SOL_CLIENT_WORD_TAKE_BACK "take_back"

#define SOL_CLIENT_WORD_TEXT 600 /* characters */
#define SOL_CLIENT_WORD_NAME 120
#define SOL_CLIENT_WORD_ROLE 160
#define SOL_CLIENT_WORD_ABOUT 200
#define SOL_CLIENT_WORD_REMARK 1000

#define SOL_TYPE_CLIENT_WORD (sol_client_word_get_type ())
G_DECLARE_FINAL_TYPE (SolClientWord, sol_client_word, SOL, CLIENT_WORD, SolRecord)

#define SOL_TYPE_SHOWN_WORD (sol_shown_word_get_type ())
G_DECLARE_FINAL_TYPE (SolShownWord, sol_shown_word, SOL, SHOWN_WORD, SolRecord)

const char *sol_client_word_get_state (SolRecord *word);
void sol_client_word_note_structure (SolRecord *word, SolRecord *supplier);

G_END_DECLS
