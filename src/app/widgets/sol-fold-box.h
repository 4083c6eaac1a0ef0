/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_FOLD_BOX (sol_fold_box_get_type ())
G_DECLARE_FINAL_TYPE (SolFoldBox, sol_fold_box, SOL, FOLD_BOX, GtkWidget)

G_END_DECLS
