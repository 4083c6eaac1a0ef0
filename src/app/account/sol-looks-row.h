/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_LOOKS_ROW (sol_looks_row_get_type ())
G_DECLARE_FINAL_TYPE (SolLooksRow, sol_looks_row, SOL, LOOKS_ROW, AdwBin)

GtkWidget *sol_looks_row_new (void);
void
sol_looks_row_set (SolLooksRow *self, const char *title, const char *detail, guint n, guint most);
char *sol_looks_row_say (SolLooksRow *self);

G_END_DECLS
