/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-catalogue-item.h"

G_BEGIN_DECLS

SolCatalogueItem *sol_catalogue_item_new (gint64 key);
void sol_catalogue_item_set_supplier (SolCatalogueItem *self, SolSupplier *supplier);
void sol_catalogue_item_set_distance_km (SolCatalogueItem *self, double distance_km);
void sol_catalogue_item_set_reason (SolCatalogueItem *self,
                                    const char *reason,
                                    const char *const *words);
guint sol_catalogue_item_get_answer (SolCatalogueItem *self);
void sol_catalogue_item_set_answer (SolCatalogueItem *self, guint answer);

G_END_DECLS
