/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

#define SOL_TYPE_FACETS (sol_facets_get_type ())
G_DECLARE_FINAL_TYPE (SolFacets, sol_facets, SOL, FACETS, AdwBin)

void sol_facets_attach (SolFacets *self, SolSearch *search);
gboolean sol_facets_drop_values (SolFacets *self);
void sol_facets_set_drawer (SolFacets *self, gboolean drawer);

G_END_DECLS
