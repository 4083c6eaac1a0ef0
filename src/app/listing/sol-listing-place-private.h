/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-arrival.h"
#include "app/listing/sol-argument-page.h"
#include "app/listing/sol-charter-page.h"
#include "app/listing/sol-closing-page.h"
#include "app/listing/sol-history-page.h"
#include "app/listing/sol-listing-page.h"
#include "app/listing/sol-listing-place.h"
#include "app/listing/sol-listing-start.h"
#include "store/sol-outbox.h"

G_BEGIN_DECLS

/**
 * SolListingPlace:
 *
 * Where an organisation's listing is written, or begun when it has none.
 */
struct _SolListingPlace
{
  AdwBin parent_instance;

  SolAccountStore *store; /* (nullable) */
  char *organisation;     /* (nullable): with @store */
  SolRoles roles;
  char *account_name;         /* (nullable): of who writes */
  SolAccountSession *account; /* (nullable) */
  SolPictures *pictures;      /* (nullable) */
  SolLiveList *listings;      /* (nullable): with @store */
  SolLiveList *offers;        /* (nullable): of listings, to other organisations; likewise */
  GCancellable *cancellable;
  GtkStack *stack;
  SolListingPage *page;
  SolArgumentPage *argument;
  SolCharterPage *charter;
  SolClosingPage *closing;
  SolHistoryPage *history;
  SolListingStart *start;
  SolArrival *arriving;
};

void sol_listing_place_install_several (GtkWidgetClass *widget_class);
void sol_listing_place_show_listing (SolListingPlace *self, const char *id);
void sol_listing_place_show_any (SolListingPlace *self);
void sol_listing_place_begin (SolListingPlace *self, SolRecord *listing);
void sol_listing_place_watch_offers (SolListingPlace *self, SolAccountStore *store);
void sol_listing_place_let_taken_go (SolListingPlace *self);
void sol_listing_place_update_choice (SolListingPlace *self);

G_END_DECLS
