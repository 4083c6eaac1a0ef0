/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_SKELETON_ROW (sol_skeleton_row_get_type ())
G_DECLARE_FINAL_TYPE (SolSkeletonRow, sol_skeleton_row, SOL, SKELETON_ROW, AdwBin)

GtkWidget *sol_skeleton_row_new (guint number);

G_END_DECLS
