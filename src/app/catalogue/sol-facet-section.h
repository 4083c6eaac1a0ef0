/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_FACET_SECTION (sol_facet_section_get_type ())
G_DECLARE_FINAL_TYPE (SolFacetSection, sol_facet_section, SOL, FACET_SECTION, GtkBox)

void sol_facet_section_set_n_chosen (SolFacetSection *self, guint n_chosen);
gboolean sol_facet_section_get_expanded (SolFacetSection *self);

G_END_DECLS
