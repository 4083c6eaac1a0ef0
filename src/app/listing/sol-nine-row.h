/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-practice-level.h"

G_BEGIN_DECLS

#define SOL_TYPE_NINE_ROW (sol_nine_row_get_type ())
G_DECLARE_FINAL_TYPE (SolNineRow, sol_nine_row, SOL, NINE_ROW, AdwBin)

GtkWidget *sol_nine_row_new (const SolPractice *practice);
const SolPractice *sol_nine_row_get_practice (SolNineRow *self);

void sol_nine_row_fill (GtkListBox *list);
void sol_nine_row_update_all (GtkListBox *list, GPtrArray *criteria);
SolNineRow *sol_nine_row_of (GtkListBoxRow *row);

G_END_DECLS
