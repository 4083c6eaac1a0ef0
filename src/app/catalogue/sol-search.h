/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-query.h"
#include "store/sol-catalogue-list.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_SEARCH (sol_search_get_type ())
G_DECLARE_FINAL_TYPE (SolSearch, sol_search, SOL, SEARCH, GObject)

SolSearch *sol_search_new (SolStore *store);

SolStore *sol_search_get_store (SolSearch *self);
SolCatalogueList *sol_search_get_list (SolSearch *self);
const SolQuery *sol_search_get_query (SolSearch *self);
gboolean sol_search_get_answered (SolSearch *self);

void sol_search_set_query (SolSearch *self, const SolQuery *query);
void sol_search_set_text (SolSearch *self, const char *text);
void sol_search_set_sort (SolSearch *self, SolSort sort);
void sol_search_choose (SolSearch *self, SolFacet facet, const char *code, gboolean chosen);
void sol_search_set_near (SolSearch *self, const char *near, double radius_km);
void sol_search_set_works_in (SolSearch *self, const char *place);
void sol_search_clear_filters (SolSearch *self);

guint sol_search_get_count (SolSearch *self, SolFacet facet, const char *code);

G_END_DECLS
