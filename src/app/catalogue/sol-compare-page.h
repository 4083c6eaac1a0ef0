/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-pictures.h"
#include "model/sol-query.h"

G_BEGIN_DECLS

#define SOL_COMPARE_MIN 2
#define SOL_COMPARE_MAX 5

#define SOL_TYPE_COMPARE_PAGE (sol_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (SolComparePage, sol_compare_page, SOL, COMPARE_PAGE, AdwBin)

GtkWidget *sol_compare_page_new (SolPictures *pictures);
void sol_compare_page_show (SolComparePage *self, GPtrArray *suppliers, const SolQuery *query);
void sol_compare_page_focus (SolComparePage *self);

G_END_DECLS
