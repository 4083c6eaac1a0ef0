/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_WRAP_BOX (sol_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (SolWrapBox, sol_wrap_box, SOL, WRAP_BOX, GtkWidget)

GtkWidget *sol_wrap_box_new (int child_spacing, int line_spacing);
void sol_wrap_box_append (SolWrapBox *self, GtkWidget *child);
void sol_wrap_box_remove_all (SolWrapBox *self);

G_END_DECLS
