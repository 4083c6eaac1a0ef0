/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-catalogue-item.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

/**
 * SolCatalogueRows:
 *
 * The objects behind the positions of one answer after the other: pages of placeholders that are
 * filled in place.
 */
typedef struct _SolCatalogueRows SolCatalogueRows;

SolCatalogueRows *sol_catalogue_rows_new (SolStore *store);
SolCatalogueRows *sol_catalogue_rows_ref (SolCatalogueRows *self);
void sol_catalogue_rows_unref (SolCatalogueRows *self);
void sol_catalogue_rows_close (SolCatalogueRows *self);

void sol_catalogue_rows_set_hits (SolCatalogueRows *self, SolHits *hits);
void sol_catalogue_rows_reload (SolCatalogueRows *self);
guint sol_catalogue_rows_get_n (SolCatalogueRows *self);
SolCatalogueItem *sol_catalogue_rows_get_item (SolCatalogueRows *self, guint position);
gboolean sol_catalogue_rows_find_id (SolCatalogueRows *self, const char *id, gint64 *key);

gboolean sol_catalogue_take_failure (GError *owned_error);

G_END_DECLS
