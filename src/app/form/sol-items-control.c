/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-items-control.h"

#include <glib/gi18n.h>

#include "app/form/sol-form-control.h"
#include "app/form/sol-item-card.h"
#include "model/sol-item-list.h"
#include "model/sol-position.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-items-control.ui"

/**
 * SolItemsControl:
 *
 * An ordered list of items, one card each: added at its end, moved by mouse and by keyboard,
 * removed with a way back.
 */
struct _SolItemsControl
{
  AdwBin parent_instance;

  const SolFormField *parts;
  const SolFieldTable *table;
  GPtrArray *items; /* as shown; each with an id and a position */
  SolItem *gone;    /* (nullable): the one removed last */
  gboolean editable;
  gboolean adds_none; /* there are other buttons for that */
  guint most;         /* that there may be; 0: no limit */
  GtkBox *cards;
  GtkWidget *undo;
  GtkLabel *removed;
  GtkWidget *undo_button;
  GtkWidget *add;
  GtkLabel *full;
};

static void sol_items_control_init_control (SolFormControlInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolItemsControl,
                               sol_items_control,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_FORM_CONTROL,
                                                      sol_items_control_init_control))

static void
tell (SolItemsControl *self)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GPtrArray) copy = NULL;

  if (self->items->len > 0)
    {
      g_value_init (&value, G_TYPE_PTR_ARRAY);
      g_value_set_boxed (&value, self->items);
      copy = sol_item_list_copy (&value);
      g_value_set_boxed (&value, copy);
    }
  sol_form_control_emit (SOL_FORM_CONTROL (self), &value);
}

static SolItemCard *
find_card (SolItemsControl *self, const char *id)
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (g_strcmp0 (sol_item_get_id (sol_item_card_get_item (SOL_ITEM_CARD (card))), id) == 0)
      return SOL_ITEM_CARD (card);
  return NULL;
}

static void
hide_undo (SolItemsControl *self)
{
  g_clear_object (&self->gone);
  gtk_widget_set_visible (self->undo, FALSE);
}

static void
on_card_edited (SolItemsControl *self, SolItemCard *card)
{
  hide_undo (self);
  sol_item_list_put (self->items, g_object_ref (sol_item_card_get_item (card)));
  tell (self);
}

static void on_card_moved (SolItemsControl *self, int step, SolItemCard *card);
static void on_card_removed (SolItemsControl *self, SolItemCard *card);

static SolItemCard *
make_card (SolItemsControl *self, SolItem *item)
{
  GtkWidget *card = sol_item_card_new (self->parts, item);

  sol_item_card_set_editable (SOL_ITEM_CARD (card), self->editable);
  g_signal_connect_swapped (card, "edited", G_CALLBACK (on_card_edited), self);
  g_signal_connect_swapped (card, "moved", G_CALLBACK (on_card_moved), self);
  g_signal_connect_swapped (card, "removed", G_CALLBACK (on_card_removed), self);
  gtk_box_append (self->cards, card);
  return SOL_ITEM_CARD (card);
}

static void
drop_cards (SolItemsControl *self)
{
  GtkWidget *next;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = next)
    {
      SolItem *item = sol_item_card_get_item (SOL_ITEM_CARD (card));

      next = gtk_widget_get_next_sibling (card);
      if (sol_item_list_find (self->items, sol_item_get_id (item), NULL) == NULL)
        gtk_box_remove (self->cards, card);
    }
}

/* One more is offered as long as there may be one. */
static void
show_add (SolItemsControl *self)
{
  const gboolean full = self->most > 0 && self->items->len >= self->most;

  gtk_widget_set_visible (self->add, self->editable && !self->adds_none && !full);
  gtk_widget_set_visible (GTK_WIDGET (self->full), self->editable && !self->adds_none && full);
}

/* A card that is there already stays, with its caret. */
static void
show_items (SolItemsControl *self)
{
  GtkWidget *before = NULL;

  drop_cards (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      SolItem *item = self->items->pdata[i];
      SolItemCard *card = find_card (self, sol_item_get_id (item));

      if (card == NULL)
        card = make_card (self, item);
      else
        sol_item_card_set_item (card, item);
      if (gtk_widget_get_prev_sibling (GTK_WIDGET (card)) != before)
        gtk_box_reorder_child_after (self->cards, GTK_WIDGET (card), before);
      sol_item_card_set_rank (card, i, self->items->len);
      before = GTK_WIDGET (card);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cards), self->items->len > 0);
  show_add (self);
}

static const char *
get_at (SolItemsControl *self, int index)
{
  return index >= 0 && index < (int) self->items->len ? sol_item_get_at (self->items->pdata[index])
                                                      : NULL;
}

/* To where the item at @target is, others making room. */
static void
move_item (SolItemsControl *self, guint index, int target)
{
  SolItem *item = self->items->pdata[index];
  const gboolean down = target > (int) index;
  g_autofree char *at = NULL;

  if (target < 0 || target >= (int) self->items->len || target == (int) index)
    return;
  at = sol_position_between (get_at (self, down ? target : target - 1),
                             get_at (self, down ? target + 1 : target));
  sol_item_list_put (self->items, sol_item_copy (item, sol_item_get_id (item), at));
  show_items (self);
  tell (self);
}

static void
on_card_moved (SolItemsControl *self, int step, SolItemCard *card)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  guint index;

  hide_undo (self);
  if (sol_item_list_find (self->items, sol_item_get_id (sol_item_card_get_item (card)), &index) ==
      NULL)
    return;
  move_item (self, index, (int) index + step);
  if (focus != NULL && !gtk_widget_has_focus (focus))
    gtk_widget_grab_focus (gtk_widget_is_sensitive (focus) ? focus : GTK_WIDGET (card));
}

static gboolean
on_drop (SolItemsControl *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  SolItemCard *card = g_value_get_object (value);
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self->cards), x, y, GTK_PICK_DEFAULT);
  guint from, to;

  under = under != NULL ? gtk_widget_get_ancestor (under, SOL_TYPE_ITEM_CARD) : NULL;
  if (under == NULL || gtk_widget_get_parent (GTK_WIDGET (card)) != GTK_WIDGET (self->cards) ||
      sol_item_list_find (self->items, sol_item_get_id (sol_item_card_get_item (card)), &from) ==
          NULL ||
      sol_item_list_find (self->items,
                          sol_item_get_id (sol_item_card_get_item (SOL_ITEM_CARD (under))),
                          &to) == NULL)
    return FALSE;
  hide_undo (self);
  move_item (self, from, (int) to);
  return TRUE;
}

static void
on_card_removed (SolItemsControl *self, SolItemCard *card)
{
  g_autofree char *words = g_strdup_printf (_ ("“%s” is removed"), sol_item_card_get_title (card));
  guint index;

  if (sol_item_list_find (self->items, sol_item_get_id (sol_item_card_get_item (card)), &index) ==
      NULL)
    return;
  g_set_object (&self->gone, self->items->pdata[index]);
  g_ptr_array_remove_index (self->items, index);
  gtk_label_set_label (self->removed, words);
  gtk_widget_set_visible (self->undo, TRUE);
  gtk_widget_grab_focus (self->undo_button);
  show_items (self);
  tell (self);
}

static void
on_undo (SolItemsControl *self)
{
  g_autoptr (SolItem) back = g_steal_pointer (&self->gone);

  if (back == NULL)
    return;
  gtk_widget_grab_focus (self->add);
  hide_undo (self);
  sol_item_list_put (self->items, g_object_ref (back));
  show_items (self);
  tell (self);
  gtk_widget_grab_focus (GTK_WIDGET (find_card (self, sol_item_get_id (back))));
}

static void
on_add (SolItemsControl *self)
{
  g_autoptr (SolItem) item = sol_item_new (self->table, NULL, NULL);

  sol_items_control_add (self, item, TRUE);
}

static void
set_value (SolFormControl *control, const GValue *value)
{
  SolItemsControl *self = SOL_ITEMS_CONTROL (control);

  g_ptr_array_unref (self->items);
  self->items = sol_item_list_copy (value);
  show_items (self);
}

static GtkWidget *
get_target (SolFormControl *control)
{
  return GTK_WIDGET (control);
}

static void
set_editable (SolFormControl *control, gboolean editable)
{
  SolItemsControl *self = SOL_ITEMS_CONTROL (control);

  self->editable = editable;
  for (guint i = 0; i < self->items->len; i++)
    sol_item_card_set_editable (find_card (self, sol_item_get_id (self->items->pdata[i])),
                                editable);
  show_items (self);
}

static void
sol_items_control_init_control (SolFormControlInterface *iface)
{
  iface->set_value = set_value;
  iface->get_target = get_target;
  iface->set_editable = set_editable;
}

static void
sol_items_control_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ITEMS_CONTROL);
  G_OBJECT_CLASS (sol_items_control_parent_class)->dispose (object);
}

static void
sol_items_control_finalize (GObject *object)
{
  g_ptr_array_unref (SOL_ITEMS_CONTROL (object)->items);
  g_clear_object (&SOL_ITEMS_CONTROL (object)->gone);
  G_OBJECT_CLASS (sol_items_control_parent_class)->finalize (object);
}

static void
sol_items_control_class_init (SolItemsControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_items_control_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_items_control_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, cards);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, undo);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, removed);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, add);
  gtk_widget_class_bind_template_child (widget_class, SolItemsControl, full);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
sol_items_control_init (SolItemsControl *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_items_control_new:
 * @parts: static: what the form says of the fields of an item; ends in a %NULL name
 * @table: static: the table of an item
 * @most: how many there may be; 0: no limit
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
sol_items_control_new (const SolFormField *parts, const SolFieldTable *table, guint most)
{
  SolItemsControl *self = g_object_new (SOL_TYPE_ITEMS_CONTROL, NULL);
  g_autofree char *full = NULL;

  self->parts = parts;
  self->table = table;
  self->most = most;
  full = g_strdup_printf (ngettext ("There is one, and no more.",
                                    "There are %u, and no more. Remove one to add another.", most),
                          most);
  gtk_label_set_label (self->full, full);
  gtk_widget_set_visible (GTK_WIDGET (self->cards), FALSE);
  return GTK_WIDGET (self);
}

/**
 * sol_items_control_add:
 * @item: whose values a new one gets
 * @open: it is to be written in at once
 */
void
sol_items_control_add (SolItemsControl *self, SolItem *item, gboolean open)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *at = sol_item_list_get_end (self->items);

  hide_undo (self);
  sol_item_list_put (self->items, sol_item_copy (item, id, at));
  show_items (self);
  tell (self);
  if (open)
    sol_item_card_focus_field (find_card (self, id));
}

/* What is around it has its own ways to add one. */
void
sol_items_control_hide_add (SolItemsControl *self)
{
  self->adds_none = TRUE;
  show_add (self);
}
