/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-history.h"

#include <glib/gi18n.h>

#include "app/account/sol-account-words.h"
#include "app/outbox/sol-outbox-words.h"
#include "app/sol-format.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "review/sol-review-history.ui"

/**
 * SolReviewHistory:
 *
 * Who did what to a listing, and when: behind a button. It is asked for each time that it opens.
 */
struct _SolReviewHistory
{
  AdwBin parent_instance;

  SolAccountSession *account; /* (nullable) */
  char *review;               /* (nullable): its id */
  GCancellable *asking;       /* (nullable) */
  GtkStack *stack;
  GtkLabel *word;
  GtkListBox *lines;
};

G_DEFINE_FINAL_TYPE (SolReviewHistory, sol_review_history, ADW_TYPE_BIN)

static void
stop (SolReviewHistory *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
say (SolReviewHistory *self, const char *text)
{
  gtk_label_set_label (self->word, text);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->word));
}

static GtkWidget *
make_line (const SolDone *done)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *what = sol_outbox_words_say_act ("listing", done->op,
                                                    (const char *const *) done->fields);
  g_autofree char *moment = sol_format_moment (done->at * 1000);
  g_autofree char *who = NULL;

  /* Translators: a person, and a time, or a day and a time */
  who = done->who != NULL && *done->who != '\0' ? g_strdup_printf (_ ("%s, %s"), done->who, moment)
                                                : g_strdup (moment);
  g_object_set (row, "title", what, "subtitle", who, "use-markup", FALSE, "title-lines", 0,
                "subtitle-lines", 0, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, who,
                                  -1);
  return row;
}

static void
show (SolReviewHistory *self, GPtrArray *history)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->lines, 0)) != NULL)
    gtk_list_box_remove (self->lines, GTK_WIDGET (row));
  for (guint i = 0; i < history->len; i++)
    gtk_list_box_append (self->lines, make_line (history->pdata[i]));
  if (history->len > 0)
    gtk_stack_set_visible_child_name (self->stack, "lines");
  else
    say (self, _ ("Nothing was written down of it."));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolReviewHistory) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = sol_account_session_list_review_history_finish (
      SOL_ACCOUNT_SESSION (source), result, &error);
  g_autofree char *refused = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (history != NULL)
    {
      show (self, history);
      return;
    }
  refused = sol_account_words_refuse (SOL_ACCOUNT_SESSION (source), error);
  say (self, refused);
}

static void
sol_review_history_map (GtkWidget *widget)
{
  SolReviewHistory *self = SOL_REVIEW_HISTORY (widget);

  GTK_WIDGET_CLASS (sol_review_history_parent_class)->map (widget);
  if (self->account == NULL || self->review == NULL)
    return;
  stop (self);
  self->asking = g_cancellable_new ();
  say (self, _ ("Loading…"));
  sol_account_session_list_review_history_async (self->account, self->review, self->asking,
                                                 on_listed, g_object_ref (self));
}

static void
sol_review_history_dispose (GObject *object)
{
  SolReviewHistory *self = SOL_REVIEW_HISTORY (object);

  stop (self);
  g_clear_object (&self->account);
  g_clear_pointer (&self->review, g_free);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_review_history_parent_class)->dispose (object);
}

static void
sol_review_history_class_init (SolReviewHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_review_history_dispose;
  widget_class->map = sol_review_history_map;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolReviewHistory, stack);
  gtk_widget_class_bind_template_child (widget_class, SolReviewHistory, word);
  gtk_widget_class_bind_template_child (widget_class, SolReviewHistory, lines);
}

static void
sol_review_history_init (SolReviewHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sol_review_history_set:
 * @account: (nullable): that reads it
 * @review: (nullable): id of a listing_review
 *
 * Gives up what was asked for another.
 */
void
sol_review_history_set (SolReviewHistory *self, SolAccountSession *account, const char *review)
{
  char *kept = g_strdup (review);

  stop (self);
  g_set_object (&self->account, account);
  g_free (self->review);
  self->review = kept;
}
