/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_GIVEN_WORD (sol_given_word_get_type ())
G_DECLARE_FINAL_TYPE (SolGivenWord, sol_given_word, SOL, GIVEN_WORD, SolRecord)

G_END_DECLS
