/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/widgets/sol-lazy-rows-private.h"

G_DEFINE_FINAL_TYPE (SolLazyPlace, sol_lazy_place, GTK_TYPE_WIDGET)

/* A place asks once what its row asks: of rows that are not of one height none wins for ever. */
static void
take_height (SolLazyPlace *self, int height)
{
  gboolean same = self->height == height || self->rows->row_height == height;

  self->height = height;
  if (same)
    return;
  self->rows->row_height = height;
  self->rows->resized = TRUE;
  sol_lazy_rows_queue_update (self->rows);
}

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
    take_height (self, *minimum);
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
  g_clear_object (&SOL_LAZY_PLACE (object)->shown);
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

void
sol_lazy_place_name_first (SolLazyPlace *self)
{
  if (!self->named)
    name_empty (self);
  self->named = TRUE;
}

void
sol_lazy_place_vacate (SolLazyPlace *self)
{
  if (self->row == NULL)
    return;

  g_clear_object (&self->shown);
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

void
sol_lazy_place_fill (SolLazyPlace *self)
{
  guint position = gtk_list_item_get_position (self->item);
  g_autoptr (GObject) item = g_list_model_get_item (self->rows->model, position);

  if (self->row != NULL && self->position == position && self->shown == item)
    return;

  if (self->row == NULL)
    take_row (self);
  self->position = position;
  g_set_object (&self->shown, item);
  self->rows->funcs->show (self->row, item, position);
}

gboolean
sol_lazy_place_has_focus (SolLazyPlace *place)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (place));

  return item != NULL && gtk_widget_get_focus_child (GTK_WIDGET (place->rows->list)) == item;
}
