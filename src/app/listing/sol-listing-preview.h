/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-supplier.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_PREVIEW (sol_listing_preview_get_type ())
G_DECLARE_FINAL_TYPE (SolListingPreview, sol_listing_preview, SOL, LISTING_PREVIEW, AdwBin)

void sol_listing_preview_show (SolListingPreview *self, SolSupplier *supplier);

G_END_DECLS
