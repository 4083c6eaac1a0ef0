/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-argument.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_PAPER (sol_argument_paper_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentPaper, sol_argument_paper, SOL, ARGUMENT_PAPER, AdwBin)

void sol_argument_paper_show (SolArgumentPaper *self,
                              SolRecord *listing,
                              GPtrArray *words,
                              const char *written);

G_END_DECLS
