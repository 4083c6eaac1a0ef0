/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLOSE_ACCOUNT_PAGE (sol_close_account_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCloseAccountPage, sol_close_account_page, SOL, CLOSE_ACCOUNT_PAGE, AdwBin)

GtkWidget *sol_close_account_page_new (SolAccountPlace *place);

G_END_DECLS
