/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-query.h"

G_BEGIN_DECLS

GPtrArray *sol_facet_codes_list (SolFacet facet, const char *level);
guint sol_facet_codes_count_sectors (const SolQuery *query, const char *group, guint *n_all);
gboolean sol_facet_codes_has_words (SolFacet facet, const char *code, const char *words);

G_END_DECLS
