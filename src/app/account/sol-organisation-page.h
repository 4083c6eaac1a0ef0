/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_ORGANISATION_PAGE (sol_organisation_page_get_type ())
G_DECLARE_FINAL_TYPE (SolOrganisationPage, sol_organisation_page, SOL, ORGANISATION_PAGE, AdwBin)

GtkWidget *sol_organisation_page_new (SolAccountPlace *place);

G_END_DECLS
