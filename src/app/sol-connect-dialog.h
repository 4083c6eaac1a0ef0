/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-application.h"

G_BEGIN_DECLS

#define SOL_TYPE_CONNECT_DIALOG (sol_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SolConnectDialog, sol_connect_dialog, SOL, CONNECT_DIALOG, AdwWindow)

GtkWidget *sol_connect_dialog_new (SolApplication *application);

G_END_DECLS
