/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_PRACTICE_MARK (sol_practice_mark_get_type ())
G_DECLARE_FINAL_TYPE (SolPracticeMark, sol_practice_mark, SOL, PRACTICE_MARK, GtkWidget)

#define SOL_N_PRACTICES 9
#define SOL_LEVEL_UNKNOWN 255

GtkWidget *sol_practice_mark_new (void);
void sol_practice_mark_set_levels (SolPracticeMark *self, const guint8 levels[SOL_N_PRACTICES]);
void sol_practice_mark_set_proven (SolPracticeMark *self, guint n_proven);

G_END_DECLS
