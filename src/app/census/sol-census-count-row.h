/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-census-tally.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_COUNT_ROW (sol_census_count_row_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusCountRow, sol_census_count_row, SOL, CENSUS_COUNT_ROW, AdwBin)

GtkWidget *sol_census_count_row_new (SolCensusBy by, const SolCensusCount *count, guint most);

G_END_DECLS
