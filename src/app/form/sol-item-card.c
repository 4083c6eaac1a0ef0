/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-item-card.h"

#include <glib/gi18n.h>

#include "app/form/sol-field-row.h"
#include "app/widgets/sol-focus.h"
#include "model/sol-referential.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "form/sol-item-card.ui"

/**
 * SolItemCard:
 *
 * One item of a list, named by its first part. Its own parts are fields like those of the form.
 */
struct _SolItemCard
{
  AdwBin parent_instance;

  const SolFormField *parts;
  SolItem *item;
  GPtrArray *rows; /* not owned; made when it is first opened */
  gboolean editable;
  GtkToggleButton *head;
  GtkImage *arrow;
  GtkLabel *title;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *remove;
  GtkWidget *body;
};

enum
{
  EDITED,
  MOVED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolItemCard, sol_item_card, ADW_TYPE_BIN)

static guint
find_part (SolItemCard *self, const char *name)
{
  const SolFieldTable *table = sol_item_get_table (self->item);

  for (guint i = 0; i < table->n_fields; i++)
    if (g_str_equal (table->fields[i].name, name))
      return i;
  g_return_val_if_reached (0);
}

/* (nullable) */
static const char *
get_title (SolItemCard *self, const SolField *field)
{
  const SolBlob *blob;

  if (field->kind != SOL_FIELD_BLOB)
    return sol_item_get_text (self->item, field->name);
  blob = sol_item_get_blob (self->item, field->name);
  return blob != NULL ? blob->name : NULL;
}

static char *
make_title (SolItemCard *self)
{
  const SolField *field = &sol_item_get_table (self->item)
                               ->fields[find_part (self, self->parts[0].name)];
  const char *text = get_title (self, field);

  if (text == NULL || *text == '\0')
    return g_strdup (_ ("To be filled in"));
  return g_strdup (field->list != NULL ? sol_referential_label (field->list, text) : text);
}

static void
name_button (GtkWidget *button, char *owned_label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  owned_label, -1);
  g_free (owned_label);
}

static void
show_title (SolItemCard *self)
{
  g_autofree char *title = make_title (self);

  if (g_str_equal (gtk_label_get_label (self->title), title))
    return;
  gtk_label_set_label (self->title, title);
  name_button (GTK_WIDGET (self->head), g_strdup (title));
  name_button (self->up, g_strdup_printf (_ ("Move up: %s"), title));
  name_button (self->down, g_strdup_printf (_ ("Move down: %s"), title));
  name_button (self->remove, g_strdup_printf (_ ("Remove: %s"), title));
}

/* Those that are typed in the manner which another part decides. */
static void
type_parts (SolItemCard *self, gboolean again)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (self->parts[i].type_as != NULL)
      sol_field_row_type_as (self->rows->pdata[i], self->parts[i].type_as (self->item), again);
}

static void
on_part_edited (SolItemCard *self, const GValue *value, SolFieldRow *row)
{
  const guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "part"));
  SolItem *changed = sol_item_copy (self->item, sol_item_get_id (self->item),
                                    sol_item_get_at (self->item));
  GValue *slot = &sol_item_get_values (changed)[find_part (self, self->parts[number].name)];

  g_value_unset (slot);
  sol_value_copy (value, slot);
  g_object_unref (self->item);
  self->item = changed;
  show_title (self);
  type_parts (self, TRUE);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
add_row (SolItemCard *self, guint number)
{
  const SolFieldTable *table = sol_item_get_table (self->item);
  const guint index = find_part (self, self->parts[number].name);
  GtkWidget *row = sol_field_row_new (&self->parts[number], &table->fields[index]);

  g_object_set_data (G_OBJECT (row), "part", GUINT_TO_POINTER (number));
  if (self->parts[number].type_as != NULL)
    sol_field_row_type_as (SOL_FIELD_ROW (row), self->parts[number].type_as (self->item), FALSE);
  sol_field_row_set_value (SOL_FIELD_ROW (row), &sol_item_get_values (self->item)[index]);
  sol_field_row_set_editable (SOL_FIELD_ROW (row), self->editable);
  g_signal_connect_swapped (row, "edited", G_CALLBACK (on_part_edited), self);
  gtk_box_append (GTK_BOX (self->body), row);
  g_ptr_array_add (self->rows, row);
}

static void
on_toggled (SolItemCard *self)
{
  const gboolean open = gtk_toggle_button_get_active (self->head);

  for (guint i = 0; open && self->rows->len == i && self->parts[i].name != NULL; i++)
    add_row (self, i);
  gtk_widget_set_visible (self->body, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, g_str_equal (action, "item.up") ? -1 : 1);
}

static void
remove_item (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVED], 0);
}

static GdkContentProvider *
on_prepare (SolItemCard *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self->head));

  if (!self->editable || y > gtk_widget_get_height (GTK_WIDGET (self->head)))
    return NULL;
  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (SOL_TYPE_ITEM_CARD, self);
}

static gboolean
sol_item_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_ITEM_CARD (widget)->head));
}

static void
sol_item_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_ITEM_CARD);
  G_OBJECT_CLASS (sol_item_card_parent_class)->dispose (object);
}

static void
sol_item_card_finalize (GObject *object)
{
  g_clear_object (&SOL_ITEM_CARD (object)->item);
  g_ptr_array_unref (SOL_ITEM_CARD (object)->rows);
  G_OBJECT_CLASS (sol_item_card_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, head);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, arrow);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, title);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, up);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, down);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, remove);
  gtk_widget_class_bind_template_child (widget_class, SolItemCard, body);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_prepare);
}

static void
add_shortcut (GtkWidgetClass *widget_class, const char *keys, const char *action)
{
  g_autoptr (GtkShortcut) shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                       gtk_named_action_new (action));

  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

static void
sol_item_card_class_init (SolItemCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_item_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_item_card_finalize;
  sol_focus_set_grab (widget_class, sol_item_card_grab_focus);

  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_ITEM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  /* By so many places, down the list when positive. */
  signals[MOVED] = g_signal_new ("moved", SOL_TYPE_ITEM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", SOL_TYPE_ITEM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "item.up", NULL, move);
  gtk_widget_class_install_action (widget_class, "item.down", NULL, move);
  gtk_widget_class_install_action (widget_class, "item.remove", NULL, remove_item);
  add_shortcut (widget_class, "<Alt>Up", "item.up");
  add_shortcut (widget_class, "<Alt>Down", "item.down");
}

static void
sol_item_card_init (SolItemCard *self)
{
  self->rows = g_ptr_array_new ();
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_item_card_new:
 * @parts: static: what the form says of the item's fields; the first one names it
 *
 * Returns: (transfer floating): a closed card
 */
GtkWidget *
sol_item_card_new (const SolFormField *parts, SolItem *item)
{
  SolItemCard *self = g_object_new (SOL_TYPE_ITEM_CARD, NULL);

  self->parts = parts;
  self->item = g_object_ref (item);
  show_title (self);
  return GTK_WIDGET (self);
}

/**
 * sol_item_card_get_item:
 *
 * Returns: (transfer none): as it is on the screen
 */
SolItem *
sol_item_card_get_item (SolItemCard *self)
{
  return self->item;
}

const char *
sol_item_card_get_title (SolItemCard *self)
{
  return gtk_label_get_label (self->title);
}

/**
 * sol_item_card_set_item:
 * @item: the same item, changed elsewhere
 */
void
sol_item_card_set_item (SolItemCard *self, SolItem *item)
{
  g_set_object (&self->item, item);
  type_parts (self, FALSE);
  for (guint i = 0; i < self->rows->len; i++)
    sol_field_row_set_value (self->rows->pdata[i],
                             &sol_item_get_values (item)[find_part (self, self->parts[i].name)]);
  show_title (self);
}

static void
update_actions (SolItemCard *self, guint position, guint n_items)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.up", self->editable && position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.down",
                                 self->editable && position + 1 < n_items);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "item.remove", self->editable);
}

/**
 * sol_item_card_set_rank:
 * @position: in its list, from 0
 */
void
sol_item_card_set_rank (SolItemCard *self, guint position, guint n_items)
{
  update_actions (self, position, n_items);
}

/**
 * sol_item_card_set_editable:
 *
 * The caller tells the rank after it.
 */
void
sol_item_card_set_editable (SolItemCard *self, gboolean editable)
{
  self->editable = editable;
  for (guint i = 0; i < self->rows->len; i++)
    sol_field_row_set_editable (self->rows->pdata[i], editable);
}

void
sol_item_card_set_open (SolItemCard *self, gboolean open)
{
  gtk_toggle_button_set_active (self->head, open);
}

/**
 * sol_item_card_focus_field:
 *
 * Puts the focus into its first part.
 */
void
sol_item_card_focus_field (SolItemCard *self)
{
  sol_item_card_set_open (self, TRUE);
  if (self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[0]);
}
