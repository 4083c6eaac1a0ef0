/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-history-days.h"

#include <glib/gi18n.h>

#include "app/outbox/sol-conflict-item.h"
#include "app/outbox/sol-outbox-words.h"
#include "app/sol-format.h"
#include "app/widgets/sol-lines-label.h"
#include "model/sol-handover.h"
#include "model/sol-replaced.h"

#define TYPE "listing"

/**
 * SolHistoryDays:
 *
 * Lines of the history of a listing, the newest first: below each day a card for each person.
 */
struct _SolHistoryDays
{
  AdwBin parent_instance;

  GtkBox *box;
  GPtrArray *lines;   /* (element-type SolDone) */
  GPtrArray *parts;   /* (element-type SolHistoryPart): of the lines */
  JsonNode *document; /* (nullable): of the listing as it is, without what rules write */
  gboolean editable;
  char *day;    /* (nullable): of the last line */
  GtkBox *card; /* (nullable): with @day: where it is */
};

enum
{
  PUT_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolHistoryDays, sol_history_days, ADW_TYPE_BIN)

static void
on_put_back (SolHistoryDays *self, SolHistoryPart *part)
{
  g_signal_emit (self, signals[PUT_BACK], 0, part);
}

/* An item as it is, else as it was last. */
static JsonNode *
find_part (gpointer user_data, const char *path)
{
  SolHistoryDays *self = user_data;
  JsonNode *now = sol_replaced_find_part (self->document, path);

  for (guint i = 0; now == NULL && i < self->lines->len; i++)
    {
      GPtrArray *parts = ((const SolDone *) self->lines->pdata[i])->parts;

      for (guint j = 0; now == NULL && j < parts->len; j++)
        {
          const SolDonePart *part = parts->pdata[j];

          if (g_str_equal (part->path, path))
            now = JSON_NODE_HOLDS_OBJECT (part->before) ? part->before : part->after;
        }
    }
  return now;
}

static GtkWidget *
make_heading (const char *text, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", text, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static const char *
say_who (const SolDone *done)
{
  if (done->who == NULL)
    return _ ("The platform");
  return *done->who != '\0' ? done->who : _ ("Somebody whose account is erased");
}

/* (transfer full): of a listing, which is accepted by another organisation. */
static char *
say_act (const SolDone *done)
{
  if (g_str_equal (done->op, SOL_MUTATION_EDIT))
    return g_strdup (_ ("Put in another order"));
  if (g_str_equal (done->op, SOL_HANDOVER_ACCEPT))
    return g_strdup (_ ("Taken over from another organisation"));
  return sol_outbox_words_say_act (TYPE, done->op, (const char *const *) done->fields);
}

/* When, and what was done; of an edit the parts say it. */
static char *
say_line (const SolDone *done, const char *clock)
{
  const gboolean edit = g_str_equal (done->op, SOL_MUTATION_EDIT);
  g_autofree char *act = say_act (done);

  if (edit && done->parts->len > 0)
    return g_strdup (clock);
  /* Translators: a time, and what was done */
  return g_strdup_printf (_ ("%s · %s"), clock, act);
}

/* What one person did, until another one did something or the day was over. */
static void
begin_card (SolHistoryDays *self, const SolDone *done, const char *day)
{
  self->card = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->card), "question");
  if (g_strcmp0 (self->day, day) != 0)
    {
      g_autofree char *date = sol_format_date (day);

      gtk_box_append (self->box, make_heading (date, "title-4"));
      g_free (self->day);
      self->day = g_strdup (day);
    }
  gtk_box_append (self->box, GTK_WIDGET (self->card));
  gtk_box_append (self->card, make_heading (say_who (done), "heading"));
}

static void
add_part (SolHistoryDays *self, const SolDonePart *part)
{
  JsonNode *either = JSON_NODE_HOLDS_NULL (part->before) ? part->after : part->before;
  g_autofree char *title = sol_conflict_item_name_part (TYPE, part->path, find_part, self, either);
  GtkWidget *widget = sol_history_part_new (TYPE, part, title);

  g_signal_connect_object (widget, "put-back", G_CALLBACK (on_put_back), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->parts, widget);
  gtk_box_append (self->card, widget);
}

static void
add_line (SolHistoryDays *self, const SolDone *done, const SolDone *newer)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (done->at);
  g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");
  /* Translators: a time of a day that is told above, as g_date_time_format() takes it */
  g_autofree char *clock = time != NULL ? g_date_time_format (time, _ ("%-H:%M")) : g_strdup ("");
  g_autofree char *head = say_line (done, clock);

  if (newer == NULL || g_strcmp0 (self->day, day) != 0 || g_strcmp0 (newer->who, done->who) != 0)
    begin_card (self, done, day);
  else
    gtk_box_append (self->card, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (self->card, sol_lines_label_new (head, "secondary"));
  for (guint i = 0; i < done->parts->len; i++)
    add_part (self, done->parts->pdata[i]);
}

static void
sol_history_days_finalize (GObject *object)
{
  SolHistoryDays *self = SOL_HISTORY_DAYS (object);

  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->document, json_node_unref);
  g_free (self->day);
  G_OBJECT_CLASS (sol_history_days_parent_class)->finalize (object);
}

static void
sol_history_days_class_init (SolHistoryDaysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_history_days_finalize;

  /* The user wants what the part says was there. */
  signals[PUT_BACK] = g_signal_new ("put-back", SOL_TYPE_HISTORY_DAYS, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, SOL_TYPE_HISTORY_PART);
}

static void
sol_history_days_init (SolHistoryDays *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_done_free);
  self->parts = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

void
sol_history_days_clear (SolHistoryDays *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  g_ptr_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->lines, 0);
  g_clear_pointer (&self->day, g_free);
  self->card = NULL;
}

gboolean
sol_history_days_is_empty (SolHistoryDays *self)
{
  return self->lines->len == 0;
}

/**
 * sol_history_days_append:
 * @lines: (transfer full) (element-type SolDone): those that came before the ones that are shown;
 *   after sol_history_days_show_now()
 *
 * The focus goes to the first of them when others were there.
 */
void
sol_history_days_append (SolHistoryDays *self, GPtrArray *lines)
{
  const guint from = self->lines->len;
  const guint first = self->parts->len;

  g_ptr_array_extend_and_steal (self->lines, lines);
  for (guint i = from; i < self->lines->len; i++)
    add_line (self, self->lines->pdata[i], i > 0 ? self->lines->pdata[i - 1] : NULL);
  for (guint i = first; i < self->parts->len; i++)
    sol_history_part_show_now (self->parts->pdata[i], self->document, self->editable);
  if (from > 0 && first < self->parts->len)
    gtk_widget_child_focus (self->parts->pdata[first], GTK_DIR_TAB_FORWARD);
}

/**
 * sol_history_days_show_now:
 * @record: as it is on the screen
 * @editable: whether its user may write it
 */
void
sol_history_days_show_now (SolHistoryDays *self, SolRecord *record, gboolean editable)
{
  g_clear_pointer (&self->document, json_node_unref);
  self->document = sol_replaced_print (record);
  self->editable = editable;
  for (guint i = 0; i < self->parts->len; i++)
    sol_history_part_show_now (self->parts->pdata[i], self->document, editable);
}

/**
 * sol_history_days_find_now:
 *
 * Returns: (transfer none) (nullable): what the listing says there
 */
JsonNode *
sol_history_days_find_now (SolHistoryDays *self, const char *path)
{
  return sol_replaced_find_part (self->document, path);
}
