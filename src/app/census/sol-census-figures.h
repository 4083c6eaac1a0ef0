/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-census-tally.h"
#include "store/sol-account-store.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_FIGURES (sol_census_figures_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusFigures, sol_census_figures, SOL, CENSUS_FIGURES, GObject)

SolCensusFigures *sol_census_figures_new (SolAccountStore *store,
                                          SolStore *catalogue,
                                          const char *const *departments,
                                          const char *organisation);
void sol_census_figures_stop (SolCensusFigures *self);
void sol_census_figures_set_network (SolCensusFigures *self, const char *network);
gboolean sol_census_figures_get_awaited (SolCensusFigures *self);
SolCensusTally *sol_census_figures_get_tally (SolCensusFigures *self);

G_END_DECLS
