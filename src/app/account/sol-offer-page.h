/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_OFFER_PAGE (sol_offer_page_get_type ())
G_DECLARE_FINAL_TYPE (SolOfferPage, sol_offer_page, SOL, OFFER_PAGE, AdwBin)

GtkWidget *sol_offer_page_new (SolAccountPlace *place);

G_END_DECLS
