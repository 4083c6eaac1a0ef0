/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-lazy-rows.h"

#include "app/widgets/sol-lazy-rows-private.h"

#define MARGIN 6         /* rows above and below those seen */
#define AHEAD 64         /* rows further on that are asked for, to be read before they are seen */
#define FIRST_HEIGHT 800 /* px; while the list has no height of its own */
#define FIRST_ROW 64     /* px; likewise a row */

G_DEFINE_FINAL_TYPE (SolLazyRows, sol_lazy_rows, G_TYPE_OBJECT)

/* All rows are of one height: what is seen follows from how far the list is scrolled. */
static void
find_seen (SolLazyRows *self, double *first, double *last)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  double height = gtk_adjustment_get_page_size (adjustment);

  if (height < 1)
    height = FIRST_HEIGHT;
  *first = gtk_adjustment_get_value (adjustment) / self->step;
  *last = *first + height / self->step;
}

static void
ask_for (SolLazyRows *self, double position)
{
  double last = g_list_model_get_n_items (self->model) - 1.0;
  g_autoptr (GObject) item = NULL;

  if (last >= 0)
    item = g_list_model_get_item (self->model, CLAMP (position, 0, last));
}

/* A model that has its rows in pages reads them before they are seen. */
static void
ask_ahead (SolLazyRows *self)
{
  double first;
  double last;

  find_seen (self, &first, &last);
  ask_for (self, first);
  ask_for (self, last);
  ask_for (self, first - AHEAD);
  ask_for (self, last + AHEAD);
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

      if (self->resized)
        gtk_widget_queue_resize (GTK_WIDGET (place));
      if (position >= first - MARGIN && position <= last + MARGIN)
        g_ptr_array_add (seen, place);
      else
        sol_lazy_place_vacate (place);
    }
  /* After all that is no longer seen gave its row back. */
  g_ptr_array_foreach (seen, (GFunc) sol_lazy_place_fill, NULL);
  self->resized = FALSE;
  ask_ahead (self);
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
void
sol_lazy_rows_queue_update (SolLazyRows *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_tick, self, NULL);
}

/* The row one looks at stays where it is: the one with the focus, else the first seen that is
 * still there. Returns: by how many places it went down. */
static int
find_shift (SolLazyRows *self)
{
  GHashTableIter iter;
  SolLazyPlace *place;
  gboolean focused = FALSE;
  guint kept = G_MAXUINT;
  int shift = 0;
  double first;
  double last;

  find_seen (self, &first, &last);
  g_hash_table_iter_init (&iter, self->places);
  while (!focused && g_hash_table_iter_next (&iter, (gpointer *) &place, NULL))
    {
      guint from = gtk_list_item_get_position (place->item);
      guint to;

      if (place->shown == NULL || from < first || from > last ||
          (from > kept && !sol_lazy_place_has_focus (place)))
        continue;
      to = self->funcs->find (place->shown, self->user_data);
      if (to == GTK_INVALID_LIST_POSITION)
        continue;
      kept = from;
      shift = (int) to - (int) from;
      focused = sol_lazy_place_has_focus (place);
    }
  return shift;
}

static void
on_items_changed (SolLazyRows *self)
{
  sol_lazy_places_change (self->all, find_shift (self), g_list_model_get_n_items (self->model));
  ask_ahead (self);
  sol_lazy_rows_queue_update (self);
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
  sol_lazy_place_name_first (place);
  g_hash_table_add (self->places, place);
  sol_lazy_rows_queue_update (self);
}

static void
unbind (SolLazyRows *self, GtkListItem *item)
{
  SolLazyPlace *place = SOL_LAZY_PLACE (gtk_list_item_get_child (item));

  g_hash_table_remove (self->places, place);
  sol_lazy_place_vacate (place);
  place->item = NULL;
}

/* Of a list that was laid out; a short one says how high it is, not how high its rows are. */
static void
on_laid_out (SolLazyRows *self, GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);

  if (upper > gtk_adjustment_get_page_size (adjustment))
    self->step = MAX (1, upper / g_list_model_get_n_items (G_LIST_MODEL (self->all)));
  sol_lazy_rows_queue_update (self);
}

static void
on_adjustment (SolLazyRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (adjustment == NULL)
    return;
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (on_laid_out), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (sol_lazy_rows_queue_update),
                           self, G_CONNECT_SWAPPED);
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

  g_clear_object (&self->model);
  g_object_unref (self->all);
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
  self->all = sol_lazy_places_new ();
  self->places = g_hash_table_new (NULL, NULL);
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  self->row_height = FIRST_ROW;
  self->step = FIRST_ROW;
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

/**
 * sol_lazy_rows_set_model:
 * @model: (transfer none): what to show; once
 *
 * Returns: (transfer none): the places of what @model has, to be the model of the list or of its
 *   selection
 */
GListModel *
sol_lazy_rows_set_model (SolLazyRows *self, GListModel *model)
{
  g_return_val_if_fail (self->model == NULL, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self);
  return G_LIST_MODEL (self->all);
}
