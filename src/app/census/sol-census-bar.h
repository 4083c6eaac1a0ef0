/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-census-tally.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_BAR (sol_census_bar_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusBar, sol_census_bar, SOL, CENSUS_BAR, GtkWidget)

void sol_census_bar_set (SolCensusBar *self, const guint n[SOL_CENSUS_N_STAGES], guint most);
GtkWidget *sol_census_bar_new_sample (SolCensusStage stage);

G_END_DECLS
