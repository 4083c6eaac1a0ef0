/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-shown-record.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_DUPLICATE_VIEW (sol_duplicate_view_get_type ())
G_DECLARE_FINAL_TYPE (SolDuplicateView, sol_duplicate_view, SOL, DUPLICATE_VIEW, AdwBin)

GtkWidget *sol_duplicate_view_new (SolShownRecord *shown);
void sol_duplicate_view_open (SolDuplicateView *self, SolStore *catalogue);

G_END_DECLS
