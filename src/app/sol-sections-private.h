/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/listing/sol-listing-place.h"
#include "app/review/sol-review-place.h"
#include "app/sol-sections.h"

G_BEGIN_DECLS

/**
 * SolSections:
 *
 * The main sections of one opened catalogue, those that are of use to whoever is signed in. It
 * emits "changed" when what the header shows of them does.
 */
struct _SolSections
{
  AdwBin parent_instance;

  GSettings *settings;
  SolSession *session;            /* (nullable) */
  SolActingFor *acting;           /* (nullable): with @session */
  GtkWidget *page;                /* (nullable): of the catalogue */
  SolListingPlace *listing_place; /* (nullable): of who offers, once his files are open */
  SolReviewPlace *review_place;   /* (nullable): of a moderator, likewise */
  AdwViewStack *stack;
  AdwBin *catalogue;
  AdwBin *listing;
  AdwViewStackPage *listing_page;
  AdwBin *review;
  AdwViewStackPage *review_page;
  AdwBin *census;
  AdwViewStackPage *census_page;
  AdwBin *workshops;
  AdwViewStackPage *workshops_page;
  gboolean wants_workshops; /* who was at none yet asked for the section */
};

void sol_sections_show_page (SolSections *self, AdwViewStackPage *page, gboolean shown);
SolAccountStore *sol_sections_get_own_store (SolSections *self);
void sol_sections_put_place (SolSections *self, AdwBin *section, GtkWidget *place);
void sol_sections_drop_place (SolSections *self, AdwBin *section, GDestroyNotify let_go);
void sol_sections_update_workshops (SolSections *self);
void sol_sections_drop_workshops (SolSections *self);
void sol_sections_want_workshops (SolSections *self);

G_END_DECLS
