/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-argument.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_LINE (sol_argument_line_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentLine, sol_argument_line, SOL, ARGUMENT_LINE, AdwBin)

GtkWidget *sol_argument_line_new (const SolArgumentQuestion *question);
const SolArgumentQuestion *sol_argument_line_get_question (SolArgumentLine *self);
void sol_argument_line_update (SolArgumentLine *self, SolRecord *listing, GPtrArray *words);

G_END_DECLS
