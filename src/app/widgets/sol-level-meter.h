/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SOL_TYPE_LEVEL_METER (sol_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (SolLevelMeter, sol_level_meter, SOL, LEVEL_METER, GtkWidget)

#define SOL_LEVEL_MAX 3

GtkWidget *sol_level_meter_new (void);
void sol_level_meter_set_level (SolLevelMeter *self, guint8 level);

G_END_DECLS
