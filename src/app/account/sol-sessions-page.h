/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_SESSIONS_PAGE (sol_sessions_page_get_type ())
G_DECLARE_FINAL_TYPE (SolSessionsPage, sol_sessions_page, SOL, SESSIONS_PAGE, AdwBin)

GtkWidget *sol_sessions_page_new (SolAccountPlace *place);

G_END_DECLS
