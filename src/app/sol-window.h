/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_WINDOW (sol_window_get_type ())
G_DECLARE_FINAL_TYPE (SolWindow, sol_window, SOL, WINDOW, AdwApplicationWindow)

GtkWidget *sol_window_new (GtkApplication *application, GSettings *settings);

void sol_window_show_first_run (SolWindow *self);
void sol_window_show_loading (SolWindow *self, const char *text);
void sol_window_show_failure (SolWindow *self, const GError *error);
void sol_window_set_landing (SolWindow *self, const char *page);
void sol_window_set_session (SolWindow *self, SolSession *session);
void sol_window_add_toast (SolWindow *self, const char *title);
void sol_window_take_toast (SolWindow *self, AdwToast *toast);

G_END_DECLS
