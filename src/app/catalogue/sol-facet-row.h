/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-query.h"

G_BEGIN_DECLS

#define SOL_TYPE_FACET_ROW (sol_facet_row_get_type ())
G_DECLARE_FINAL_TYPE (SolFacetRow, sol_facet_row, SOL, FACET_ROW, AdwBin)

GtkWidget *sol_facet_row_new (SolFacet facet, const char *code);
SolFacet sol_facet_row_get_facet (SolFacetRow *self);
const char *sol_facet_row_get_code (SolFacetRow *self);
void sol_facet_row_set_count (SolFacetRow *self, guint count);
void sol_facet_row_set_chosen (SolFacetRow *self, gboolean chosen, gboolean partly);
void sol_facet_row_set_openable (SolFacetRow *self, gboolean openable);
void sol_facet_row_set_open (SolFacetRow *self, gboolean open);
gboolean sol_facet_row_get_open (SolFacetRow *self);

G_END_DECLS
