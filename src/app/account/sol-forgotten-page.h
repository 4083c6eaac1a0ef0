/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_FORGOTTEN_PAGE (sol_forgotten_page_get_type ())
G_DECLARE_FINAL_TYPE (SolForgottenPage, sol_forgotten_page, SOL, FORGOTTEN_PAGE, AdwBin)

GtkWidget *sol_forgotten_page_new (SolAccountPlace *place);

G_END_DECLS
