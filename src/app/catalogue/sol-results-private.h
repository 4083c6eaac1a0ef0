/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/catalogue/sol-results.h"
#include "app/catalogue/sol-widening.h"
#include "app/widgets/sol-lazy-rows.h"
#include "app/widgets/sol-wrap-box.h"

G_BEGIN_DECLS

/**
 * SolResults:
 *
 * The search entry, a chip for each filter, the structures found and the date of the catalogue.
 * What is selected is the structure that is open; what is chosen (SolChoice) is to be exported.
 */
struct _SolResults
{
  AdwBin parent_instance;

  SolSearch *search;
  SolChoice *choice;
  GtkSingleSelection *selection;
  GCancellable *cancellable;
  char *selected_id;
  gboolean moving;    /* rows change: what is selected follows afterwards */
  gboolean from_top;  /* the next rows are those of another query */
  gboolean receiving; /* an exchange with the platform runs */
  gboolean setting;   /* the entry is filled from the query */
  GtkSearchEntry *entry;
  SolWrapBox *chips;
  GPtrArray *chip_widgets; /* owned by the box */
  GtkWidget *filters;
  GtkLabel *filters_label;
  GtkLabel *count;
  GtkLabel *note;
  GtkMenuButton *sort;
  GtkLabel *sort_key;
  GtkToggleButton *choose;
  GtkStack *stack;
  GtkListView *list;
  SolLazyRows *rows;
  GtkBox *skeleton;
  SolWidening *widening;
  GtkLabel *dated;
  GtkWidget *copy;
  GtkWidget *export;
};

gboolean sol_results_is_loading (SolResults *self);
void sol_results_update_chips (SolResults *self);
void sol_results_update_sort (SolResults *self);
void sol_results_update_count (SolResults *self);

G_END_DECLS
