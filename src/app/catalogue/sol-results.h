/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/catalogue/sol-choice.h"
#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

#define SOL_TYPE_RESULTS (sol_results_get_type ())
G_DECLARE_FINAL_TYPE (SolResults, sol_results, SOL, RESULTS, AdwBin)

void sol_results_attach (SolResults *self, SolSearch *search);
void sol_results_drop_rows (SolResults *self);
SolChoice *sol_results_get_choice (SolResults *self);
void sol_results_set_receiving (SolResults *self, gboolean receiving);
void sol_results_set_drawer (SolResults *self, gboolean drawer);

void sol_results_focus_search (SolResults *self);
void sol_results_focus_list (SolResults *self);
GtkWidget *sol_results_get_entry (SolResults *self);

guint sol_results_get_selected (SolResults *self);
void sol_results_select (SolResults *self, guint position);

G_END_DECLS
