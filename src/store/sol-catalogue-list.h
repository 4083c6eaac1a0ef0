/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-catalogue-item.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_CATALOGUE_LIST (sol_catalogue_list_get_type ())
G_DECLARE_FINAL_TYPE (SolCatalogueList, sol_catalogue_list, SOL, CATALOGUE_LIST, GObject)

SolCatalogueList *sol_catalogue_list_new (SolStore *store);
void sol_catalogue_list_set_query (SolCatalogueList *self, const SolQuery *query);
const SolQuery *sol_catalogue_list_get_query (SolCatalogueList *self);
const GArray *sol_catalogue_list_get_counts (SolCatalogueList *self, SolFacet facet);

gboolean sol_catalogue_list_get_busy (SolCatalogueList *self);
gboolean sol_catalogue_list_get_counting (SolCatalogueList *self);
gboolean sol_catalogue_list_get_guessed (SolCatalogueList *self);
guint sol_catalogue_list_get_n_without_place (SolCatalogueList *self);
guint sol_catalogue_list_get_total (SolCatalogueList *self);

guint sol_catalogue_list_find_id (SolCatalogueList *self, const char *id);
guint sol_catalogue_list_find_key (SolCatalogueList *self, gint64 key);

void sol_catalogue_list_count_async (SolCatalogueList *self,
                                     const SolQuery *query,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
guint
sol_catalogue_list_count_finish (SolCatalogueList *self, GAsyncResult *result, GError **error);

void sol_catalogue_list_list_keys_async (SolCatalogueList *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GArray *
sol_catalogue_list_list_keys_finish (SolCatalogueList *self, GAsyncResult *result, GError **error);

G_END_DECLS
