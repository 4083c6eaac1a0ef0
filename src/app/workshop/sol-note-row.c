/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-note-row.h"

#include <glib/gi18n.h>

#include "app/form/sol-typed.h"
#include "app/widgets/sol-drop-down.h"
#include "app/widgets/sol-wrap-box.h"
#include "app/workshop/sol-workshop-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-note-row.ui"

/**
 * SolNoteRow:
 *
 * One line of what is written at a workshop, with what its kind has beside: a theme, how much it
 * weighs, who does it and by when, whether it is kept for oneself. It emits "edited" with what it
 * is from then on, and "removed".
 */
struct _SolNoteRow
{
  AdwBin parent_instance;

  SolItem *note; /* (nullable) */
  GStrv themes;  /* (nullable): that can be chosen */
  gboolean showing;
  GtkCheckButton *done;
  GtkEntry *text;
  GtkWidget *remove;
  GtkWidget *beside;
  GtkDropDown *theme;
  GtkDropDown *weight;
  GtkEntry *who;
  GtkEntry *due;
  GtkCheckButton *kept;
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolNoteRow, sol_note_row, ADW_TYPE_BIN)

static const SolField *
find_field (SolNoteRow *self, const char *name)
{
  const SolFieldTable *table = sol_item_get_table (self->note);

  for (guint i = 0; i < table->n_fields; i++)
    if (g_str_equal (table->fields[i].name, name))
      return &table->fields[i];
  return NULL;
}

/* What the line says is the first field of its table. */
static const char *
get_text_field (SolNoteRow *self)
{
  return sol_item_get_table (self->note)->fields[0].name;
}

/* (nullable): %NULL of what such a line does not have */
static const GValue *
get_value (SolNoteRow *self, const char *name)
{
  return find_field (self, name) != NULL ? sol_item_get_value (self->note, name) : NULL;
}

static gboolean
get_flag (SolNoteRow *self, const char *name)
{
  const GValue *value = get_value (self, name);

  return value != NULL && G_IS_VALUE (value) && g_value_get_boolean (value);
}

static void
put_text (SolNoteRow *self,
          JsonObject *object,
          const char *name,
          const char *typed,
          gboolean needed)
{
  const SolField *field = find_field (self, name);
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_auto (GValue) value = G_VALUE_INIT;

  if (field == NULL || (needed && *stripped == '\0'))
    return;
  sol_typed_read (field->kind, stripped, &value);
  if (!G_IS_VALUE (&value))
    json_object_remove_member (object, name);
  else if (sol_field_check (field, &value, NULL))
    json_object_set_string_member (object, name, g_value_get_string (&value));
}

static void
put_flag (SolNoteRow *self, JsonObject *object, const char *name, GtkCheckButton *button)
{
  if (find_field (self, name) == NULL)
    return;
  if (gtk_check_button_get_active (button))
    json_object_set_boolean_member (object, name, TRUE);
  else
    json_object_remove_member (object, name);
}

static void
put_chosen (SolNoteRow *self, JsonObject *object)
{
  const guint theme = gtk_drop_down_get_selected (self->theme);
  const guint weight = gtk_drop_down_get_selected (self->weight);

  if (find_field (self, "theme") != NULL && theme > 0)
    json_object_set_string_member (
        object, "theme",
        gtk_string_list_get_string (GTK_STRING_LIST (gtk_drop_down_get_model (self->theme)),
                                    theme));
  else
    json_object_remove_member (object, "theme");
  if (find_field (self, "weight") != NULL && weight > 0)
    json_object_set_int_member (object, "weight", weight);
  else
    json_object_remove_member (object, "weight");
}

/* (transfer full): what stands in the row; what is wrong there stays as it was */
static SolItem *
read_row (SolNoteRow *self)
{
  g_autoptr (JsonObject) object = sol_item_to_json (self->note);

  put_text (self, object, get_text_field (self), gtk_editable_get_text (GTK_EDITABLE (self->text)),
            TRUE);
  put_text (self, object, "who", gtk_editable_get_text (GTK_EDITABLE (self->who)), FALSE);
  put_text (self, object, "due", gtk_editable_get_text (GTK_EDITABLE (self->due)), FALSE);
  put_flag (self, object, "done", self->done);
  put_flag (self, object, "kept", self->kept);
  put_chosen (self, object);
  return sol_item_new_from_json (sol_item_get_table (self->note), object);
}

static void
on_edited (SolNoteRow *self)
{
  g_autoptr (SolItem) edited = NULL;

  if (self->showing || self->note == NULL)
    return;
  edited = read_row (self);
  if (!sol_item_equal (edited, self->note))
    g_signal_emit (self, signals[EDITED], 0, edited);
}

static void
on_removed (SolNoteRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
sol_note_row_dispose (GObject *object)
{
  SolNoteRow *self = SOL_NOTE_ROW (object);

  g_clear_object (&self->note);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_NOTE_ROW);
  G_OBJECT_CLASS (sol_note_row_parent_class)->dispose (object);
}

static void
sol_note_row_finalize (GObject *object)
{
  g_strfreev (SOL_NOTE_ROW (object)->themes);
  G_OBJECT_CLASS (sol_note_row_parent_class)->finalize (object);
}

static void
sol_note_row_class_init (SolNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_note_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_note_row_finalize;
  signals[EDITED] = g_signal_new ("edited", SOL_TYPE_NOTE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, SOL_TYPE_ITEM);
  signals[REMOVED] = g_signal_new ("removed", SOL_TYPE_NOTE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  g_type_ensure (SOL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, done);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, text);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, remove);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, beside);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, theme);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, weight);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, who);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, due);
  gtk_widget_class_bind_template_child (widget_class, SolNoteRow, kept);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_removed);
}

static void
list_weights (SolNoteRow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i <= 3; i++)
    gtk_string_list_append (words, sol_workshop_words_get_weight (i));
  gtk_drop_down_set_model (self->weight, G_LIST_MODEL (words));
}

static void
sol_note_row_init (SolNoteRow *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sol_drop_down_prepare (self->theme);
  sol_drop_down_prepare (self->weight);
  list_weights (self);
}

/**
 * sol_note_row_new:
 * @label: what such a line is: "Difficulty"
 *
 * Returns: (transfer floating)
 */
GtkWidget *
sol_note_row_new (const char *label)
{
  SolNoteRow *self = g_object_new (SOL_TYPE_NOTE_ROW, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

/* What the user is in stays as he has it. */
static void
show_text (GtkEntry *entry, const SolField *field, const GValue *value)
{
  g_autofree char *text = field != NULL ? sol_typed_write (field->kind, value) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (entry), field != NULL);
  if (text != NULL &&
      !(gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) &&
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* A theme that the animator no longer lists stays that of the note. */
static void
list_themes (SolNoteRow *self, const char *const *themes, const char *chosen)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_strfreev (self->themes);
  self->themes = g_strdupv ((GStrv) themes);
  gtk_string_list_append (words, _ ("Theme"));
  for (guint i = 0; themes[i] != NULL; i++)
    gtk_string_list_append (words, themes[i]);
  if (chosen != NULL && !g_strv_contains (themes, chosen))
    gtk_string_list_append (words, chosen);
  gtk_drop_down_set_model (self->theme, G_LIST_MODEL (words));
}

static guint
find_theme (SolNoteRow *self, const char *theme)
{
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->theme));

  for (guint i = 1; theme != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (words)); i++)
    if (g_str_equal (gtk_string_list_get_string (words, i), theme))
      return i;
  return 0;
}

static void
show_theme (SolNoteRow *self, const char *const *themes)
{
  const char *theme = sol_item_get_text (self->note, "theme");

  if (self->themes == NULL || !g_strv_equal ((const char *const *) self->themes, themes) ||
      (theme != NULL && find_theme (self, theme) == 0))
    list_themes (self, themes, theme);
  gtk_drop_down_set_selected (self->theme, find_theme (self, theme));
}

static void
show_beside (SolNoteRow *self, const char *const *themes)
{
  gint64 weight = 0;
  const gboolean has_theme = find_field (self, "theme") != NULL;
  const gboolean has_weight = find_field (self, "weight") != NULL;
  const gboolean has_kept = find_field (self, "kept") != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->theme), has_theme);
  if (has_theme)
    show_theme (self, themes);
  gtk_widget_set_visible (GTK_WIDGET (self->weight), has_weight);
  if (has_weight)
    sol_item_get_number (self->note, "weight", &weight);
  gtk_drop_down_set_selected (self->weight, (guint) CLAMP (weight, 0, 3));
  show_text (self->who, find_field (self, "who"), get_value (self, "who"));
  show_text (self->due, find_field (self, "due"), get_value (self, "due"));
  gtk_widget_set_visible (GTK_WIDGET (self->kept), has_kept);
  gtk_check_button_set_active (self->kept, get_flag (self, "kept"));
  gtk_widget_set_visible (self->beside,
                          has_theme || has_weight || has_kept || find_field (self, "who") != NULL);
}

static void
name_parts (SolNoteRow *self)
{
  const char *text = sol_item_get_text (self->note, get_text_field (self));
  /* Translators: %s is what somebody wrote */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), text != NULL ? text : "");
  /* Translators: %s is what somebody wrote */
  g_autofree char *done = g_strdup_printf (_ ("“%s” is done"), text != NULL ? text : "");

  gtk_widget_set_tooltip_text (self->remove, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remove, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL, done,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kept), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

/**
 * sol_note_row_show:
 * @themes: that can be chosen
 */
void
sol_note_row_show (SolNoteRow *self, SolItem *note, const char *const *themes)
{
  self->showing = TRUE;
  g_set_object (&self->note, note);
  show_text (self->text, find_field (self, get_text_field (self)),
             sol_item_get_value (note, get_text_field (self)));
  gtk_widget_set_visible (GTK_WIDGET (self->done), find_field (self, "done") != NULL);
  gtk_check_button_set_active (self->done, get_flag (self, "done"));
  show_beside (self, themes);
  name_parts (self);
  self->showing = FALSE;
}

/* Returns: (transfer none) (nullable): as it was shown last */
SolItem *
sol_note_row_get_note (SolNoteRow *self)
{
  return self->note;
}
