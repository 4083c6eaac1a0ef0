/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-keeper.h"
#include "app/listing/sol-listing-owner.h"

G_BEGIN_DECLS

#define SOL_TYPE_CHARTER_PAGE (sol_charter_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCharterPage, sol_charter_page, SOL, CHARTER_PAGE, AdwBin)

void sol_charter_page_open (SolCharterPage *self,
                            SolForm *form,
                            SolFormKeeper *keeper,
                            SolAccountStore *store,
                            const SolListingOwner *owner);
void sol_charter_page_let_go (SolCharterPage *self);
gboolean sol_charter_page_is_open (SolCharterPage *self);
void sol_charter_page_focus (SolCharterPage *self);

G_END_DECLS
