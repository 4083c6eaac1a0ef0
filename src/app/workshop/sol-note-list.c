/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-note-list.h"

#include <glib/gi18n.h>

#include "app/widgets/sol-focus.h"
#include "app/workshop/sol-note-row.h"
#include "app/workshop/sol-workshop-act.h"
#include "model/sol-item-list.h"
#include "model/sol-uuid.h"
#include "model/sol-workshop-page.h"
#include "model/sol-workshop.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "workshop/sol-note-list.ui"

/**
 * SolNoteList:
 *
 * Short lines of one kind, written one after the other: type, Enter, the next. It emits "changed"
 * with the record as it is to be, and what was done when that can be taken back.
 */
struct _SolNoteList
{
  AdwBin parent_instance;

  const SolNoteKind *kind;
  SolRecord *record; /* (nullable) */
  GHashTable *rows;  /* id -> row, a child of @box */
  GHashTable *typed; /* id of another record -> what was typed there and not entered */
  GtkLabel *title;
  GtkLabel *why;
  GtkWidget *box;
  GtkEntry *entry;
  GtkLabel *full;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolNoteList, sol_note_list, ADW_TYPE_BIN)

const SolNoteKind sol_note_difficulties = {
  "difficulties",
  &sol_workshop_difficulty_table,
  N_ ("What is difficult in selling"),
  N_ ("One thing a line: what holds you up when you look for clients, answer, or deliver?"),
  N_ ("Difficulty"),
  N_ ("A difficulty was removed"),
};

const SolNoteKind sol_note_strengths = {
  "strengths",
  &sol_workshop_strength_table,
  N_ ("What we do well"),
  N_ ("What others could learn from you, or do with you"),
  N_ ("Strength"),
  N_ ("A strength was removed"),
};

const SolNoteKind sol_note_own_actions = {
  "actions",
  &sol_workshop_own_action_table,
  N_ ("What we will do"),
  N_ ("Small steps, each with somebody and a day"),
  N_ ("Action"),
  N_ ("An action was removed"),
};

const SolNoteKind sol_note_findings = {
  "findings",
  &sol_workshop_finding_table,
  N_ ("Common findings"),
  N_ ("What several of them live through, in your words; all at the table read them"),
  N_ ("Finding"),
  N_ ("A finding was removed"),
};

const SolNoteKind sol_note_actions = {
  "actions",
  &sol_workshop_action_table,
  N_ ("Common actions"),
  N_ ("What is to be done together, by whom and by when"),
  N_ ("Common action"),
  N_ ("A common action was removed"),
};

const SolNoteKind sol_note_themes = {
  "themes",
  &sol_workshop_theme_table,
  N_ ("Themes"),
  N_ ("By which what is said around the table is gathered"),
  N_ ("Theme of the workshop"),
  N_ ("A theme was removed"),
};

static void
tell (SolNoteList *self, SolRecord *edited, const char *undo)
{
  g_signal_emit (self, signals[CHANGED], 0, edited, undo);
}

static void
on_row_edited (SolNoteList *self, SolItem *note)
{
  g_autoptr (SolRecord) edited = sol_workshop_act_put (self->record, self->kind->list, note);

  tell (self, edited, NULL);
}

static void
on_row_removed (SolNoteList *self, SolNoteRow *row)
{
  g_autoptr (SolRecord) edited = sol_workshop_act_remove (
      self->record, self->kind->list, sol_item_get_id (sol_note_row_get_note (row)));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  tell (self, edited, _ (self->kind->removed));
}

/* The next one is typed in the same place. */
static void
on_added (SolNoteList *self)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *id = sol_uuid_new ();
  g_autoptr (SolItem) note = NULL;
  g_autoptr (SolRecord) edited = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (*text == '\0' || self->record == NULL)
    return;
  note = sol_item_new (self->kind->table, id, NULL);
  sol_item_set_text (note, self->kind->table->fields[0].name, text);
  edited = sol_workshop_act_put (self->record, self->kind->list, note);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  tell (self, edited, NULL);
}

static gboolean
sol_note_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SOL_NOTE_LIST (widget)->entry));
}

static void
sol_note_list_dispose (GObject *object)
{
  SolNoteList *self = SOL_NOTE_LIST (object);

  g_clear_object (&self->record);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_NOTE_LIST);
  G_OBJECT_CLASS (sol_note_list_parent_class)->dispose (object);
}

static void
sol_note_list_class_init (SolNoteListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_note_list_dispose;
  signals[CHANGED] = g_signal_new ("changed", SOL_TYPE_NOTE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, SOL_TYPE_RECORD, G_TYPE_STRING);
  sol_focus_set_grab (widget_class, sol_note_list_grab_focus);
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolNoteList, title);
  gtk_widget_class_bind_template_child (widget_class, SolNoteList, why);
  gtk_widget_class_bind_template_child (widget_class, SolNoteList, box);
  gtk_widget_class_bind_template_child (widget_class, SolNoteList, entry);
  gtk_widget_class_bind_template_child (widget_class, SolNoteList, full);
  gtk_widget_class_bind_template_callback (widget_class, on_added);
}

static void
sol_note_list_init (SolNoteList *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_note_list_set_kind:
 * @kind: static
 *
 * Once, before it is shown.
 */
void
sol_note_list_set_kind (SolNoteList *self, const SolNoteKind *kind)
{
  /* Translators: %s is what is added: "Difficulty" */
  g_autofree char *add = g_strdup_printf (_ ("%s: type it, then Enter"), _ (kind->one));

  self->kind = kind;
  gtk_label_set_label (self->title, _ (kind->title));
  gtk_label_set_label (self->why, _ (kind->why));
  gtk_entry_set_placeholder_text (self->entry, _ ("Type, then Enter"));
  gtk_entry_set_max_length (self->entry, (int) kind->table->fields[0].max_length);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, add,
                                  -1);
}

static GtkWidget *
make_row (SolNoteList *self, const char *id)
{
  GtkWidget *row = sol_note_row_new (_ (self->kind->one));

  g_signal_connect_object (row, "edited", G_CALLBACK (on_row_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (on_row_removed), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->rows, g_strdup (id), row);
  gtk_box_append (GTK_BOX (self->box), row);
  return row;
}

static void
drop_rows (SolNoteList *self, GPtrArray *notes)
{
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    if (notes == NULL || sol_item_list_find (notes, id, NULL) == NULL)
      {
        gtk_box_remove (GTK_BOX (self->box), row);
        g_hash_table_iter_remove (&iter);
      }
}

/* Rows stay those of their notes: what is being typed in one is not disturbed. */
static void
show_rows (SolNoteList *self, GPtrArray *notes, const char *const *themes)
{
  GtkWidget *before = NULL;

  drop_rows (self, notes);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const char *id = sol_item_get_id (notes->pdata[i]);
      GtkWidget *row = g_hash_table_lookup (self->rows, id);

      if (row == NULL)
        row = make_row (self, id);
      if (gtk_widget_get_prev_sibling (row) != before)
        gtk_box_reorder_child_after (GTK_BOX (self->box), row, before);
      sol_note_row_show (SOL_NOTE_ROW (row), notes->pdata[i], themes);
      before = row;
    }
  gtk_widget_set_visible (self->box, notes != NULL && notes->len > 0);
}

/* What was typed for one record is not entered in another: it waits there. */
static void
turn_to (SolNoteList *self, SolRecord *record)
{
  const char *id = sol_record_get_id (record);
  const char *before = self->record != NULL ? sol_record_get_id (self->record) : NULL;
  const char *typed = g_hash_table_lookup (self->typed, id);

  if (g_strcmp0 (before, id) != 0)
    {
      if (before != NULL)
        g_hash_table_insert (self->typed, g_strdup (before),
                             g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
      gtk_editable_set_text (GTK_EDITABLE (self->entry), typed != NULL ? typed : "");
    }
  g_set_object (&self->record, record);
}

/**
 * sol_note_list_show:
 * @record: of which it shows the list
 * @themes: that notes can have
 */
void
sol_note_list_show (SolNoteList *self, SolRecord *record, const char *const *themes)
{
  GPtrArray *notes = sol_record_get_items (record, self->kind->list);
  const SolField *field = sol_record_find_field (record, self->kind->list, NULL);
  const gboolean full = notes != NULL && notes->len >= field->max_length;

  turn_to (self, record);
  show_rows (self, notes, themes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !full);
  gtk_widget_set_visible (GTK_WIDGET (self->full), full);
}
