/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_SHORTCUTS_WINDOW (sol_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (SolShortcutsWindow, sol_shortcuts_window, SOL, SHORTCUTS_WINDOW, AdwWindow)

GtkWidget *sol_shortcuts_window_new (void);

G_END_DECLS
