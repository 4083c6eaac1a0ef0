/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_LOOKS_PAGE (sol_looks_page_get_type ())
G_DECLARE_FINAL_TYPE (SolLooksPage, sol_looks_page, SOL, LOOKS_PAGE, AdwBin)

GtkWidget *sol_looks_page_new (SolAccountPlace *place);

G_END_DECLS
