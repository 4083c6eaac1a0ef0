/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-record.h"
#include "store/sol-live-list.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_START (sol_listing_start_get_type ())
G_DECLARE_FINAL_TYPE (SolListingStart, sol_listing_start, SOL, LISTING_START, AdwBin)

void sol_listing_start_set_catalogue (SolListingStart *self, SolStore *store);
void
sol_listing_start_set_claims (SolListingStart *self, SolLiveList *claims, const char *organisation);
void
sol_listing_start_set_organisation (SolListingStart *self, const char *name, gboolean may_write);
SolRecord *sol_listing_start_make_listing (SolRecord *supplier);
void sol_listing_start_refuse (SolListingStart *self, const char *reason);

G_END_DECLS
