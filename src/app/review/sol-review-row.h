/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_ROW (sol_review_row_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewRow, sol_review_row, SOL, REVIEW_ROW, AdwBin)

GtkWidget *sol_review_row_new (void);
void sol_review_row_set_shown (SolReviewRow *self, SolShownRecord *shown);

G_END_DECLS
