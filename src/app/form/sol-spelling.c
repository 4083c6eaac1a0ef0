/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-spelling.h"

#include <glib/gi18n.h>

#include "app/form/sol-speller.h"

#define DELAY 300 /* ms after the last key or step of the caret */
#define MOST 5    /* words that are told */

/**
 * SolSpelling:
 *
 * Underlines the words of a text view that the dictionary does not know, and offers others for the
 * one at the caret in the menu of the text. The word that is being typed is left alone. It emits
 * "checked" when others are underlined than before, with a sentence that tells them.
 */
struct _SolSpelling
{
  GObject parent_instance;

  GtkTextView *view; /* not owned: it owns this */
  GtkTextBuffer *buffer;
  GtkTextTag *tag; /* of @buffer */
  GMenu *menu;
  char *said; /* (nullable): which words are underlined */
  guint timer;
  GCancellable *checking;   /* (nullable) */
  GCancellable *suggesting; /* (nullable) */
};

enum
{
  CHECKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolSpelling, sol_spelling, G_TYPE_OBJECT)

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
sol_spelling_dispose (GObject *object)
{
  SolSpelling *self = SOL_SPELLING (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  stop (&self->checking);
  stop (&self->suggesting);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_object (&self->menu);
  self->view = NULL;
  G_OBJECT_CLASS (sol_spelling_parent_class)->dispose (object);
}

static void
sol_spelling_finalize (GObject *object)
{
  g_free (SOL_SPELLING (object)->said);
  G_OBJECT_CLASS (sol_spelling_parent_class)->finalize (object);
}

static void
sol_spelling_class_init (SolSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sol_spelling_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_spelling_finalize;
  signals[CHECKED] = g_signal_new ("checked", SOL_TYPE_SPELLING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sol_spelling_init (SolSpelling *self)
{
  self->menu = g_menu_new ();
}

static char *
get_text (SolSpelling *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static guint
get_caret (SolSpelling *self)
{
  int offset;

  g_object_get (self->buffer, "cursor-position", &offset, NULL);
  return (guint) offset;
}

/* Whether the caret is in a word that is underlined; that word. */
static gboolean
find_word (SolSpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_offset (self->buffer, start, (int) get_caret (self));
  *end = *start;
  if (!gtk_text_iter_has_tag (start, self->tag) && !gtk_text_iter_ends_tag (start, self->tag))
    return FALSE;
  if (!gtk_text_iter_starts_tag (start, self->tag))
    gtk_text_iter_backward_to_tag_toggle (start, self->tag);
  if (!gtk_text_iter_ends_tag (end, self->tag))
    gtk_text_iter_forward_to_tag_toggle (end, self->tag);
  return TRUE;
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSpelling) self = user_data;
  g_auto (GStrv) words = sol_speller_suggest_finish (result);

  if (words == NULL || g_task_get_cancellable (G_TASK (result)) != self->suggesting)
    return;
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (words[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.replace", "s", words[i]);
      g_menu_append_item (self->menu, item);
    }
  g_menu_append (self->menu, _ ("_Add to My Dictionary"), "spelling.learn");
}

static void
offer (SolSpelling *self)
{
  GtkTextIter start, end;
  g_autofree char *word = NULL;

  stop (&self->suggesting);
  g_menu_remove_all (self->menu);
  if (!find_word (self, &start, &end))
    return;
  word = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  self->suggesting = g_cancellable_new ();
  sol_speller_suggest_async (word, self->suggesting, on_suggested, g_object_ref (self));
}

/* Who does not see the marks is told the words. @words: (transfer full) */
static void
tell (SolSpelling *self, GPtrArray *owned_words)
{
  g_autoptr (GPtrArray) words = owned_words;
  const guint n = words->len;
  g_autofree char *list = NULL;
  char *said;

  if (n > MOST)
    g_ptr_array_set_size (words, MOST);
  g_ptr_array_add (words, NULL);
  list = g_strjoinv (", ", (GStrv) words->pdata);
  /* Translators: %s are the words, or the first of them */
  said = n > 0 ? g_strdup_printf (ngettext ("%u word to check: %s", "%u words to check: %s", n), n,
                                  list)
               : NULL;
  if (g_strcmp0 (self->said, said) == 0)
    {
      g_free (said);
      return;
    }
  g_free (self->said);
  self->said = said;
  g_signal_emit (self, signals[CHECKED], 0, said);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSpelling) self = user_data;
  g_autoptr (GArray) found = sol_speller_check_finish (result);
  const guint caret = self->view != NULL ? get_caret (self) : 0;
  GPtrArray *words;
  GtkTextIter start, end;

  if (found == NULL || g_task_get_cancellable (G_TASK (result)) != self->checking)
    return;
  words = g_ptr_array_new_with_free_func (g_free);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->tag, &start, &end);
  for (guint i = 0; i < found->len; i++)
    {
      const SolMisspelling *span = &g_array_index (found, SolMisspelling, i);

      if (span->end == caret && gtk_widget_has_focus (GTK_WIDGET (self->view)))
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) span->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) span->end);
      gtk_text_buffer_apply_tag (self->buffer, self->tag, &start, &end);
      g_ptr_array_add (words, gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE));
    }
  tell (self, words);
}

static gboolean
check (gpointer user_data)
{
  SolSpelling *self = user_data;
  g_autofree char *text = get_text (self);

  self->timer = 0;
  if (!gtk_text_view_get_editable (self->view))
    return G_SOURCE_REMOVE;
  self->checking = g_cancellable_new ();
  sol_speller_check_async (text, self->checking, on_checked, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* What is being checked is of the text as it was. */
static void
queue_check (SolSpelling *self)
{
  stop (&self->checking);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (DELAY, check, self);
}

static void
on_caret_moved (SolSpelling *self)
{
  offer (self);
  queue_check (self);
}

static void
replace (GSimpleAction *action, GVariant *word, gpointer user_data)
{
  SolSpelling *self = user_data;
  GtkTextIter start, end;

  if (!find_word (self, &start, &end))
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, g_variant_get_string (word, NULL), -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
on_learnt (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolSpelling) self = user_data;

  if (self->view != NULL)
    queue_check (self);
}

static void
learn (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SolSpelling *self = user_data;
  g_autofree char *word = NULL;
  GtkTextIter start, end;

  if (!find_word (self, &start, &end))
    return;
  word = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  sol_speller_learn_async (word, on_learnt, g_object_ref (self));
}

/* The menu of the text is about the word that was pressed. */
static void
on_pressed (SolSpelling *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkTextIter at;
  int column, line;

  if (gtk_text_buffer_get_has_selection (self->buffer))
    return;
  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &column, &line);
  gtk_text_view_get_iter_at_location (self->view, &at, column, line);
  gtk_text_buffer_place_cursor (self->buffer, &at);
}

static void
add_ways (SolSpelling *self)
{
  static const GActionEntry actions[] = {
    { "replace", replace, "s" },
    { "learn", learn },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", G_ACTION_GROUP (group));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

/* What a worker still looks for holds it, and finds nothing to show that on. */
static void
end (gpointer data)
{
  g_object_run_dispose (data);
  g_object_unref (data);
}

/**
 * sol_spelling_watch:
 *
 * Has what is written in @view checked from now on, while it may be written.
 *
 * Returns: (transfer none): it lives as long as @view
 */
SolSpelling *
sol_spelling_watch (GtkTextView *view)
{
  SolSpelling *self = g_object_new (SOL_TYPE_SPELLING, NULL);
  g_autoptr (GMenu) extra = g_menu_new ();

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->tag = gtk_text_buffer_create_tag (self->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR,
                                          NULL);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (queue_check), self);
  g_signal_connect_swapped (self->buffer, "notify::cursor-position", G_CALLBACK (on_caret_moved),
                            self);
  add_ways (self);
  g_menu_append_section (extra, NULL, G_MENU_MODEL (self->menu));
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (extra));
  g_object_set_data_full (G_OBJECT (view), "spelling", self, end);
  return self;
}
