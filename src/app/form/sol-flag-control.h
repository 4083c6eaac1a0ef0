/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_FLAG_CONTROL (sol_flag_control_get_type ())
G_DECLARE_FINAL_TYPE (SolFlagControl, sol_flag_control, SOL, FLAG_CONTROL, AdwBin)

GtkWidget *sol_flag_control_new (void);

G_END_DECLS
