/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/listing/sol-listing-owner.h"
#include "model/sol-actor.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_PLACE (sol_listing_place_get_type ())
G_DECLARE_FINAL_TYPE (SolListingPlace, sol_listing_place, SOL, LISTING_PLACE, AdwBin)

GtkWidget *sol_listing_place_new (void);
void sol_listing_place_set_catalogue (SolListingPlace *self, SolStore *store);
void sol_listing_place_open (SolListingPlace *self,
                             SolAccountStore *store,
                             const SolListingOwner *owner);
gboolean sol_listing_place_is_open (SolListingPlace *self,
                                    SolAccountStore *store,
                                    const SolListingOwner *owner);
void sol_listing_place_let_go (SolListingPlace *self);

G_END_DECLS
