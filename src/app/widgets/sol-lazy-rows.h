/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SolLazyRowFuncs:
 * @make: (transfer floating): an empty row; they are all of one height
 * @show: fills the row with @item; lets go of what it shows when that is %NULL, unseen
 * @find: where an item is after a change of the model, to be kept in sight;
 *   %GTK_INVALID_LIST_POSITION when it is no longer in it
 */
typedef struct
{
  GtkWidget *(*make) (gpointer user_data);
  void (*show) (GtkWidget *row, gpointer item, guint position);
  guint (*find) (gpointer item, gpointer user_data);
} SolLazyRowFuncs;

#define SOL_TYPE_LAZY_ROWS (sol_lazy_rows_get_type ())
G_DECLARE_FINAL_TYPE (SolLazyRows, sol_lazy_rows, SOL, LAZY_ROWS, GObject)

SolLazyRows *
sol_lazy_rows_new (GtkListView *list, const SolLazyRowFuncs *funcs, gpointer user_data);
GListModel *sol_lazy_rows_set_model (SolLazyRows *self, GListModel *model);

G_END_DECLS
