/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-lazy-rows.h"

#include <glib/gi18n.h>

#define MARGIN 6         /* rows above and below those seen */
#define FIRST_HEIGHT 800 /* px; while the list has no height of its own */
#define FIRST_ROW 64     /* px; likewise a row */

/**
 * SolLazyRows:
 *
 * A list view of GTK keeps some two hundred items around what is seen, and makes them anew after
 * each change of the model. Here an item is a mere place, as high as the rows are; those that are
 * seen, and a few more, hold a row, which goes from place to place.
 */
struct _SolLazyRows
{
  GObject parent_instance;

  GtkListView *list; /* which owns the factory and with it this object */
  const SolLazyRowFuncs *funcs;
  gpointer user_data;
  GHashTable *places; /* those bound */
  GPtrArray *spare;   /* rows in no place */
  int row_height;
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
  guint position;    /* that the row was told */
  gboolean named;
};

G_DEFINE_FINAL_TYPE (SolLazyPlace, sol_lazy_place, GTK_TYPE_WIDGET)
G_DEFINE_FINAL_TYPE (SolLazyRows, sol_lazy_rows, G_TYPE_OBJECT)

static void
sol_lazy_place_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SolLazyPlace *self = SOL_LAZY_PLACE (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? self->rows->row_height : 0;
  if (self->row == NULL)
    return;

  gtk_widget_measure (self->row, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    self->rows->row_height = *minimum;
}

static void
sol_lazy_place_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SolLazyPlace *self = SOL_LAZY_PLACE (widget);

  if (self->row != NULL)
    gtk_widget_allocate (self->row, width, height, baseline, NULL);
}

static void
sol_lazy_place_dispose (GObject *object)
{
  g_clear_pointer (&SOL_LAZY_PLACE (object)->row, gtk_widget_unparent);
  G_OBJECT_CLASS (sol_lazy_place_parent_class)->dispose (object);
}

static void
sol_lazy_place_class_init (SolLazyPlaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_lazy_place_dispose;
  widget_class->measure = sol_lazy_place_measure;
  widget_class->size_allocate = sol_lazy_place_size_allocate;
}

static void
sol_lazy_place_init (SolLazyPlace *self)
{
}

/* What a row says of itself it says to its list item. */
static void
name_empty (SolLazyPlace *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Loading"), -1);
}

static void
vacate (SolLazyPlace *self)
{
  if (self->row == NULL)
    return;

  self->rows->funcs->show (self->row, NULL, GTK_INVALID_LIST_POSITION);
  g_ptr_array_add (self->rows->spare, g_object_ref (self->row));
  g_clear_pointer (&self->row, gtk_widget_unparent);
  name_empty (self);
}

static void
take_row (SolLazyPlace *self)
{
  SolLazyRows *rows = self->rows;
  GtkWidget *row;

  if (rows->spare->len > 0)
    row = g_ptr_array_steal_index_fast (rows->spare, rows->spare->len - 1);
  else
    row = g_object_ref_sink (rows->funcs->make (rows->user_data));
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_object_unref (row);
  self->row = row;
}

static void
fill (SolLazyPlace *self)
{
  guint position = gtk_list_item_get_position (self->item);

  if (self->row != NULL && self->position == position)
    return;

  if (self->row == NULL)
    take_row (self);
  self->position = position;
  self->rows->funcs->show (self->row, gtk_list_item_get_item (self->item), position);
}

/* All rows are of one height: what is seen follows from how far the list is scrolled. */
static void
find_seen (SolLazyRows *self, double *first, double *last)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->list)));
  double height = gtk_adjustment_get_page_size (adjustment);
  double row = n > 0 ? gtk_adjustment_get_upper (adjustment) / n : 0;

  if (height < 1)
    height = FIRST_HEIGHT;
  if (row < 1)
    row = FIRST_ROW;
  *first = gtk_adjustment_get_value (adjustment) / row - MARGIN;
  *last = *first + height / row + 2 * MARGIN;
}

static void
update (SolLazyRows *self)
{
  GHashTableIter iter;
  SolLazyPlace *place;
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  double first;
  double last;

  find_seen (self, &first, &last);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, (gpointer *) &place, NULL))
    {
      guint position = gtk_list_item_get_position (place->item);

      if (position >= first && position <= last)
        g_ptr_array_add (seen, place);
      else
        vacate (place);
    }
  /* After all that is no longer seen gave its row back. */
  g_ptr_array_foreach (seen, (GFunc) fill, NULL);
}

static gboolean
on_tick (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  SolLazyRows *self = user_data;

  self->tick = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* In time for the next frame, before it is laid out. */
static void
queue_update (SolLazyRows *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_tick, self, NULL);
}

static void
set_up (SolLazyRows *self, GtkListItem *item)
{
  SolLazyPlace *place = g_object_new (SOL_TYPE_LAZY_PLACE, NULL);

  place->rows = self;
  gtk_list_item_set_child (item, GTK_WIDGET (place));
}

static void
bind (SolLazyRows *self, GtkListItem *item)
{
  SolLazyPlace *place = SOL_LAZY_PLACE (gtk_list_item_get_child (item));

  place->item = item;
  if (!place->named)
    name_empty (place);
  place->named = TRUE;
  g_hash_table_add (self->places, place);
  queue_update (self);
}

static void
unbind (SolLazyRows *self, GtkListItem *item)
{
  SolLazyPlace *place = SOL_LAZY_PLACE (gtk_list_item_get_child (item));

  g_hash_table_remove (self->places, place);
  vacate (place);
  place->item = NULL;
}

static void
on_adjustment (SolLazyRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_update), self,
                           G_CONNECT_SWAPPED);
}

static void
sol_lazy_rows_dispose (GObject *object)
{
  SolLazyRows *self = SOL_LAZY_ROWS (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick);
  self->tick = 0;
  G_OBJECT_CLASS (sol_lazy_rows_parent_class)->dispose (object);
}

static void
sol_lazy_rows_finalize (GObject *object)
{
  SolLazyRows *self = SOL_LAZY_ROWS (object);

  g_ptr_array_unref (self->spare);
  g_hash_table_unref (self->places);
  G_OBJECT_CLASS (sol_lazy_rows_parent_class)->finalize (object);
}

static void
sol_lazy_rows_class_init (SolLazyRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sol_lazy_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_lazy_rows_finalize;
}

static void
sol_lazy_rows_init (SolLazyRows *self)
{
  self->places = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  self->row_height = FIRST_ROW;
}

/**
 * sol_lazy_rows_new:
 * @list: (transfer none): a vertical list, which shows its items by these rows from now on
 * @funcs: lives as long as the program
 *
 * Returns: (transfer full): to be kept until the list has let its model go
 */
SolLazyRows *
sol_lazy_rows_new (GtkListView *list, const SolLazyRowFuncs *funcs, gpointer user_data)
{
  SolLazyRows *self = g_object_new (SOL_TYPE_LAZY_ROWS, NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->list = list;
  self->funcs = funcs;
  self->user_data = user_data;
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (list, factory);
  g_signal_connect_object (list, "notify::vadjustment", G_CALLBACK (on_adjustment), self,
                           G_CONNECT_SWAPPED);
  on_adjustment (self);
  return self;
}
