/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-history-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/outbox/sol-conflict-side.h"
#include "app/outbox/sol-conflict-value.h"
#include "app/outbox/sol-outbox-fields.h"
#include "model/sol-replaced.h"
#include "model/sol-text-diff.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "listing/sol-history-part.ui"

/**
 * SolHistoryPart:
 *
 * A part of a record that somebody wrote: what was there, what he put in its place, what is there
 * now if that is another thing again, and the button that puts back what was there.
 */
struct _SolHistoryPart
{
  AdwBin parent_instance;

  char *path;
  JsonNode *before;
  JsonNode *after;
  const SolField *field;    /* (nullable) */
  const SolFormField *form; /* (nullable) */
  GtkLabel *title;
  GtkWidget *was_row;
  GtkLabel *was_name;
  GtkLabel *was;
  GtkWidget *is_row;
  GtkLabel *is_name;
  GtkLabel *is;
  GtkWidget *now_row;
  GtkLabel *now;
  GtkWidget *put_back;
  GtkLabel *put_back_label;
  GtkLabel *why_not;
};

enum
{
  PUT_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolHistoryPart, sol_history_part, ADW_TYPE_BIN)

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
is_item (SolHistoryPart *self)
{
  return self->field != NULL && self->field->kind == SOL_FIELD_ITEMS;
}

static gboolean
is_text (SolHistoryPart *self)
{
  return self->field != NULL &&
         (self->field->kind == SOL_FIELD_PROSE || self->field->kind == SOL_FIELD_TEXT);
}

static char *
say (SolHistoryPart *self, JsonNode *node)
{
  return sol_conflict_value_say (self->field, self->form, node);
}

static void
on_put_back (SolHistoryPart *self)
{
  g_signal_emit (self, signals[PUT_BACK], 0);
}

static void
mark_differences (SolHistoryPart *self, const char *was, const char *is)
{
  g_autoptr (GArray) hunks = sol_text_diff (was, is);

  for (guint i = 0; i < hunks->len; i++)
    {
      const SolTextHunk *hunk = &g_array_index (hunks, SolTextHunk, i);

      sol_conflict_side_mark_label (self->was, hunk->first, hunk->first_end);
      sol_conflict_side_mark_label (self->is, hunk->second, hunk->second_end);
    }
}

/* An item came or went as a whole: there is one side of it. */
static void
show_item (SolHistoryPart *self)
{
  gtk_widget_set_visible (self->was_row, !is_null (self->before));
  gtk_widget_set_visible (self->is_row, !is_null (self->after));
  gtk_label_set_label (self->was_name, _ ("Removed"));
  gtk_label_set_label (self->is_name, _ ("Added"));
}

static void
show (SolHistoryPart *self)
{
  g_autofree char *was = say (self, self->before);
  g_autofree char *is = say (self, self->after);

  gtk_label_set_label (self->was, was);
  gtk_label_set_label (self->is, is);
  if (is_item (self))
    show_item (self);
  else if (is_text (self) && !is_null (self->before) && !is_null (self->after))
    mark_differences (self, was, is);
}

static void
name_button (SolHistoryPart *self)
{
  const gboolean added = is_item (self) && is_null (self->before);
  const char *label = added ? _ ("Take out again") : _ ("Put back");

  gtk_label_set_label (self->put_back_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->put_back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (self->title), -1);
}

static void
sol_history_part_dispose (GObject *object)
{
  SolHistoryPart *self = SOL_HISTORY_PART (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_HISTORY_PART);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->before, json_node_unref);
  g_clear_pointer (&self->after, json_node_unref);
  G_OBJECT_CLASS (sol_history_part_parent_class)->dispose (object);
}

static void
sol_history_part_class_init (SolHistoryPartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_history_part_dispose;

  /* The user wants what was there. */
  signals[PUT_BACK] = g_signal_new ("put-back", SOL_TYPE_HISTORY_PART, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, title);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, was_row);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, was_name);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, was);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, is_row);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, is_name);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, is);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, now_row);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, now);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, put_back);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, put_back_label);
  gtk_widget_class_bind_template_child (widget_class, SolHistoryPart, why_not);
  gtk_widget_class_bind_template_callback (widget_class, on_put_back);
}

static void
sol_history_part_init (SolHistoryPart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_history_part_new:
 * @type: of the record
 * @title: what the part is called
 *
 * Returns: (transfer floating)
 */
GtkWidget *
sol_history_part_new (const char *type, const SolDonePart *part, const char *title)
{
  SolHistoryPart *self = g_object_new (SOL_TYPE_HISTORY_PART, NULL);

  self->path = g_strdup (part->path);
  self->before = json_node_ref (part->before);
  self->after = json_node_ref (part->after);
  self->form = sol_outbox_fields_find (type, self->path, &self->field);
  gtk_label_set_label (self->title, title);
  show (self);
  name_button (self);
  return GTK_WIDGET (self);
}

/* What it is a part of has gone, so that there is nowhere to put it. */
static gboolean
has_place (SolHistoryPart *self, JsonNode *document)
{
  const char *end = strrchr (self->path, '/');
  g_autofree char *whole = end != NULL && !is_item (self)
                               ? g_strndup (self->path, (gsize) (end - self->path))
                               : NULL;

  return self->field != NULL && (whole == NULL || sol_replaced_find_part (document, whole) != NULL);
}

static gboolean
is_the_same (SolHistoryPart *self, JsonNode *now, const char *said_now)
{
  g_autofree char *was = say (self, self->before);

  if (is_null (self->before) || is_null (now))
    return is_null (self->before) && is_null (now);
  return json_node_equal (self->before, now) || (is_item (self) && g_str_equal (was, said_now));
}

/**
 * sol_history_part_show_now:
 * @document: of the record as it is on the screen, without what rules write
 * @editable: whether its user may write it
 */
void
sol_history_part_show_now (SolHistoryPart *self, JsonNode *document, gboolean editable)
{
  JsonNode *now = sol_replaced_find_part (document, self->path);
  g_autofree char *said = say (self, now);
  const gboolean same = is_the_same (self, now, said);
  const gboolean place = has_place (self, document);

  gtk_label_set_label (self->now, said);
  gtk_widget_set_visible (self->now_row,
                          place && !same && !g_str_equal (said, gtk_label_get_label (self->is)));
  gtk_widget_set_visible (self->put_back, editable && place && !same);
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), editable && (same || !place));
  gtk_label_set_label (self->why_not, same ? _ ("So it is in your listing now.")
                                           : _ ("What it was part of is not there any more."));
}

const char *
sol_history_part_get_path (SolHistoryPart *self)
{
  return self->path;
}

/* Returns: (transfer none): what was there; null for nothing */
JsonNode *
sol_history_part_get_before (SolHistoryPart *self)
{
  return self->before;
}
