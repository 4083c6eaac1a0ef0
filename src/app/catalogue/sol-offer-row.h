/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_OFFER_ROW (sol_offer_row_get_type ())
G_DECLARE_FINAL_TYPE (SolOfferRow, sol_offer_row, SOL, OFFER_ROW, AdwBin)

GtkWidget *sol_offer_row_new (SolItem *offer);

G_END_DECLS
