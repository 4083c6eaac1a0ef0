/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"
#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_CRITERION_ROW_HEIGHT 28 /* pixels, in a column, while its proofs are folded away */

#define SOL_TYPE_CRITERION_ROW (sol_criterion_row_get_type ())
G_DECLARE_FINAL_TYPE (SolCriterionRow, sol_criterion_row, SOL, CRITERION_ROW, AdwBin)

GtkWidget *sol_criterion_row_new (const char *criterion,
                                  SolItem *item,
                                  const char *supplier,
                                  SolPictures *pictures);
const char *sol_criterion_row_set_column (SolCriterionRow *self, const char *structure);

G_END_DECLS
