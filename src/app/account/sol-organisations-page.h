/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_ORGANISATIONS_PAGE (sol_organisations_page_get_type ())
G_DECLARE_FINAL_TYPE (SolOrganisationsPage, sol_organisations_page, SOL, ORGANISATIONS_PAGE, AdwBin)

GtkWidget *sol_organisations_page_new (SolAccountPlace *place);

G_END_DECLS
