/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_HELP_WINDOW (sol_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SolHelpWindow, sol_help_window, SOL, HELP_WINDOW, AdwWindow)

void sol_help_window_present (GtkApplication *application);

G_END_DECLS
