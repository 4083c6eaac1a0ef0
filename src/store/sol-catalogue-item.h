/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-supplier.h"

G_BEGIN_DECLS

#define SOL_TYPE_CATALOGUE_ITEM (sol_catalogue_item_get_type ())
G_DECLARE_FINAL_TYPE (SolCatalogueItem, sol_catalogue_item, SOL, CATALOGUE_ITEM, GObject)

gint64 sol_catalogue_item_get_key (SolCatalogueItem *self);
const char *sol_catalogue_item_get_id (SolCatalogueItem *self);
SolSupplier *sol_catalogue_item_get_supplier (SolCatalogueItem *self);
double sol_catalogue_item_get_distance_km (SolCatalogueItem *self);
const char *sol_catalogue_item_get_reason (SolCatalogueItem *self);
const char *const *sol_catalogue_item_get_reason_words (SolCatalogueItem *self);

G_END_DECLS
