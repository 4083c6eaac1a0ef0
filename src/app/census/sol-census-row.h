/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_ROW (sol_census_row_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusRow, sol_census_row, SOL, CENSUS_ROW, AdwBin)

GtkWidget *sol_census_row_new (void);
void sol_census_row_set_shown (SolCensusRow *self,
                               SolShownRecord *shown,
                               gboolean chosen,
                               const char *code);
const char *sol_census_row_get_id (SolCensusRow *self);
gboolean sol_census_row_get_chosen (SolCensusRow *self);

G_END_DECLS
