/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* Operations of it. */
#define SOL_WORD_CALL_HIDE "hide"
#define SOL_WORD_CALL_ALLOW "allow"

#define SOL_TYPE_WORD_CALL (sol_word_call_get_type ())
G_DECLARE_FINAL_TYPE (SolWordCall, sol_word_call, SOL, WORD_CALL, SolRecord)

G_END_DECLS
