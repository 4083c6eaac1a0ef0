/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_PROSE_CONTROL (sol_prose_control_get_type ())
G_DECLARE_FINAL_TYPE (SolProseControl, sol_prose_control, SOL, PROSE_CONTROL, AdwBin)

GtkWidget *sol_prose_control_new (void);
void
sol_prose_control_highlight (SolProseControl *self, gsize start, gsize end, const GdkRGBA *ground);

G_END_DECLS
