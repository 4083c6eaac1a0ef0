/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/listing/sol-listing-progress.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_SECTION_ROW (sol_listing_section_row_get_type ())
G_DECLARE_FINAL_TYPE (SolListingSectionRow,
                      sol_listing_section_row,
                      SOL,
                      LISTING_SECTION_ROW,
                      AdwBin)

GtkWidget *sol_listing_section_row_new (const SolListingSection *section);
const SolListingSection *sol_listing_section_row_get_section (SolListingSectionRow *self);
void sol_listing_section_row_update (SolListingSectionRow *self, SolForm *form);

G_END_DECLS
