/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_DEMO_ACCOUNTS_PAGE (sol_demo_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (SolDemoAccountsPage, sol_demo_accounts_page, SOL, DEMO_ACCOUNTS_PAGE, AdwBin)

GtkWidget *sol_demo_accounts_page_new (SolAccountPlace *place);

G_END_DECLS
