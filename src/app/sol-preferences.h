/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-application.h"

G_BEGIN_DECLS

#define SOL_TYPE_PREFERENCES (sol_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SolPreferences, sol_preferences, SOL, PREFERENCES, AdwPreferencesWindow)

GtkWidget *sol_preferences_new (SolApplication *application);

G_END_DECLS
