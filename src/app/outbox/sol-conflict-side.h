/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_CONFLICT_SIDE (sol_conflict_side_get_type ())
extern const GdkRGBA sol_conflict_side_mark; /* behind what two people wrote otherwise */

G_DECLARE_FINAL_TYPE (SolConflictSide, sol_conflict_side, SOL, CONFLICT_SIDE, AdwBin)

void sol_conflict_side_mark_label (GtkLabel *label, gsize start, gsize end);
void sol_conflict_side_set_who (SolConflictSide *self, const char *who, const char *when);
void sol_conflict_side_set_choice (SolConflictSide *self, const char *label, const char *about);
void sol_conflict_side_set_text (SolConflictSide *self, const char *text);
void sol_conflict_side_highlight (SolConflictSide *self, gsize start, gsize end);
GtkCheckButton *sol_conflict_side_get_button (SolConflictSide *self);

G_END_DECLS
