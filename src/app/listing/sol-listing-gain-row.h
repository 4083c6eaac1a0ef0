/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-completeness.h"

G_BEGIN_DECLS

#define SOL_TYPE_LISTING_GAIN_ROW (sol_listing_gain_row_get_type ())
G_DECLARE_FINAL_TYPE (SolListingGainRow, sol_listing_gain_row, SOL, LISTING_GAIN_ROW, AdwBin)

GtkWidget *sol_listing_gain_row_new (void);
void sol_listing_gain_row_show (SolListingGainRow *self,
                                const SolCompletenessPart *part,
                                SolRecord *listing);

G_END_DECLS
