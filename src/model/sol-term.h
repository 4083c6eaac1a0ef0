/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_TERM (sol_term_get_type ())
G_DECLARE_FINAL_TYPE (SolTerm, sol_term, SOL, TERM, SolRecord)

void sol_term_learn (const char *doc);

G_END_DECLS
