/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/sol-lazy-places.h"
#include "app/widgets/sol-lazy-rows.h"

G_BEGIN_DECLS

/**
 * SolLazyRows:
 *
 * A list view of GTK keeps some two hundred items around what is seen, and makes those anew that
 * a change of its model names. Here an item is a mere place, as high as the rows are; those that
 * are seen, and a few more, hold a row, which goes from place to place. Another answer is other
 * rows in the same places.
 */
struct _SolLazyRows
{
  GObject parent_instance;

  GtkListView *list; /* which owns the factory and with it this object */
  const SolLazyRowFuncs *funcs;
  gpointer user_data;
  GListModel *model; /* (nullable): what is shown */
  SolLazyPlaces *all;
  GHashTable *places; /* those bound */
  GPtrArray *spare;   /* rows in no place */
  int row_height;
  gboolean resized; /* the places are to be measured again */
  double step;      /* px from a row to the next */
  guint tick;
};

#define SOL_TYPE_LAZY_PLACE (sol_lazy_place_get_type ())
G_DECLARE_FINAL_TYPE (SolLazyPlace, sol_lazy_place, SOL, LAZY_PLACE, GtkWidget)

struct _SolLazyPlace
{
  GtkWidget parent_instance;

  SolLazyRows *rows; /* outlives its places */
  GtkListItem *item; /* (nullable): while bound */
  GtkWidget *row;    /* (nullable) */
  gpointer shown;    /* (nullable): in the row, of the model */
  guint position;    /* that the row was told */
  int height;        /* of the row when it was last measured */
  gboolean named;
};

void sol_lazy_place_name_first (SolLazyPlace *self);
void sol_lazy_place_fill (SolLazyPlace *self);
void sol_lazy_place_vacate (SolLazyPlace *self);
gboolean sol_lazy_place_has_focus (SolLazyPlace *self);

void sol_lazy_rows_queue_update (SolLazyRows *self);

G_END_DECLS
