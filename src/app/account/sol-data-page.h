/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_DATA_PAGE (sol_data_page_get_type ())
G_DECLARE_FINAL_TYPE (SolDataPage, sol_data_page, SOL, DATA_PAGE, AdwBin)

GtkWidget *sol_data_page_new (SolAccountPlace *place);

G_END_DECLS
