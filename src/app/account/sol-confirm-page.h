/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CONFIRM_PAGE (sol_confirm_page_get_type ())
G_DECLARE_FINAL_TYPE (SolConfirmPage, sol_confirm_page, SOL, CONFIRM_PAGE, AdwBin)

GtkWidget *sol_confirm_page_new (SolAccountPlace *place);
GtkWidget *sol_confirm_page_new_for_reset (SolAccountPlace *place);

G_END_DECLS
