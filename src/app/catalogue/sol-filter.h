/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-query.h"

G_BEGIN_DECLS

/**
 * SolFilter:
 * @title: as the chip says it, "Avignon, within 50 km"
 * @loosen: as the empty result proposes it, "Go up to 100 km"
 * @widens: the filter becomes wider instead of being removed
 * @query: what would be asked then
 *
 * One filter of a query, and the query without it.
 */
typedef struct
{
  char *title;
  char *loosen;
  gboolean widens;
  SolQuery *query;
} SolFilter;

void sol_filter_free (SolFilter *self);
GPtrArray *sol_filter_list (const SolQuery *query);
GPtrArray *sol_filter_list_loosenings (const SolQuery *query);

char *sol_filter_value_label (SolFacet facet, const char *code);
char *sol_filter_place_label (const char *place);
char *sol_filter_near_label (const char *near);
double sol_filter_next_radius (double radius_km);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolFilter, sol_filter_free)

G_END_DECLS
