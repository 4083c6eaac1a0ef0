/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

#define SOL_TYPE_FACET_VALUES (sol_facet_values_get_type ())
G_DECLARE_FINAL_TYPE (SolFacetValues, sol_facet_values, SOL, FACET_VALUES, AdwBin)

void sol_facet_values_attach (SolFacetValues *self, SolSearch *search);
void sol_facet_values_set_words (SolFacetValues *self, const char *words);
void sol_facet_values_set_level (SolFacetValues *self, const char *level);
guint sol_facet_values_get_n_chosen (SolFacetValues *self);
void sol_facet_values_drop (SolFacetValues *self);

G_END_DECLS
