/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

GPtrArray *sol_facet_codes_list (SolFacet facet, const char *level);
guint sol_facet_codes_count_sectors (const SolQuery *query, const char *group, guint *n_all);
gboolean sol_facet_codes_has_words (SolFacet facet, const char *code, const char *words);
void sol_facet_codes_rank (GPtrArray *codes, SolSearch *search, SolFacet facet);

G_END_DECLS
