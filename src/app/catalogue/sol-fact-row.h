/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_FACT_ROW (sol_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (SolFactRow, sol_fact_row, SOL, FACT_ROW, AdwBin)

GtkWidget *sol_fact_row_new (const char *title, const char *value);

G_END_DECLS
