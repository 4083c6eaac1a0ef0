/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_FOUND_PAGE (sol_found_page_get_type ())
G_DECLARE_FINAL_TYPE (SolFoundPage, sol_found_page, SOL, FOUND_PAGE, AdwBin)

GtkWidget *sol_found_page_new (SolAccountPlace *place);

G_END_DECLS
