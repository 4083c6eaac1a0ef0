/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_DETAIL_ROW (sol_detail_row_get_type ())
G_DECLARE_FINAL_TYPE (SolDetailRow, sol_detail_row, SOL, DETAIL_ROW, AdwBin)

GtkWidget *sol_detail_row_new (const char *icon_name, const char *title, const char *detail);
void sol_detail_row_set_link (SolDetailRow *self, const char *link);

G_END_DECLS
