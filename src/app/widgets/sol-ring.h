/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_RING (sol_ring_get_type ())
G_DECLARE_FINAL_TYPE (SolRing, sol_ring, SOL, RING, GtkWidget)

GtkWidget *sol_ring_new (void);
void sol_ring_set_percent (SolRing *self, guint percent);

G_END_DECLS
