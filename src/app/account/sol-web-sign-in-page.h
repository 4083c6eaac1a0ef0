/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_WEB_SIGN_IN_PAGE (sol_web_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (SolWebSignInPage, sol_web_sign_in_page, SOL, WEB_SIGN_IN_PAGE, AdwBin)

GtkWidget *sol_web_sign_in_page_new (SolAccountPlace *place);

G_END_DECLS
