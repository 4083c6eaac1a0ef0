/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-keeper.h"
#include "app/sol-pictures.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_PAGE (sol_listing_page_get_type ())
G_DECLARE_FINAL_TYPE (SolListingPage, sol_listing_page, SOL, LISTING_PAGE, AdwBin)

GtkWidget *sol_listing_page_new (void);
void sol_listing_page_open (SolListingPage *self,
                            SolAccountStore *store,
                            const char *id,
                            const char *organisation,
                            SolRoles roles,
                            SolPictures *pictures);
void sol_listing_page_let_go (SolListingPage *self);
const char *sol_listing_page_get_id (SolListingPage *self);
SolForm *sol_listing_page_get_form (SolListingPage *self);
SolFormKeeper *sol_listing_page_get_keeper (SolListingPage *self);
void sol_listing_page_go_back (SolListingPage *self);
void sol_listing_page_focus (SolListingPage *self);
void sol_listing_page_focus_form (SolListingPage *self);
void sol_listing_page_next_pane (SolListingPage *self);

void sol_listing_page_set_choice (SolListingPage *self, GMenuModel *menu, const char *title);
void sol_listing_page_set_catalogue (SolListingPage *self, SolStore *catalogue);

G_END_DECLS
