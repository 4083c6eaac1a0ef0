/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_PANE (sol_pane_get_type ())
G_DECLARE_FINAL_TYPE (SolPane, sol_pane, SOL, PANE, GtkWidget)

GtkWidget *sol_pane_new (void);

G_END_DECLS
