/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-sync-button.h"

#include <glib/gi18n.h>

#include "app/sol-about.h"
#include "app/sol-format.h"
#include "app/sol-sync-words.h"
#include "sol-config.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-sync-button.ui"

/**
 * SolSyncButton:
 *
 * The mark of the exchanges with the platform: state as icon and words in the header, all that is
 * known of it in what opens below.
 */
struct _SolSyncButton
{
  AdwBin parent_instance;

  SolSync *sync;
  GtkMenuButton *menu;
  GtkImage *icon;
  GtkLabel *label;
  GtkLabel *heading;
  GtkLabel *sentence;
  GtkLabel *source;
  GtkLabel *times;
  GtkLabel *work;
  GtkLabel *files;
  GtkWidget *hold;
  GtkWidget *list;
  GtkLabel *advice;
  GtkProgressBar *progress;
  GtkButton *button;
  GtkWidget *copy;
  char *details; /* (nullable): for the one who helps */
};

G_DEFINE_FINAL_TYPE (SolSyncButton, sol_sync_button, ADW_TYPE_BIN)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_times (SolSyncButton *self, gint64 last_success, gint64 retry_at)
{
  g_autofree char *last = sol_sync_words_format_time (last_success);
  g_autofree char *retry = sol_format_moment (retry_at * 1000);
  g_autoptr (GString) text = g_string_new (NULL);

  if (last_success > 0)
    /* Translators: %s is a day and a time */
    g_string_append_printf (text, _ ("Last received: %s"), last);
  else
    g_string_append (text, _ ("Nothing was received yet"));
  if (retry_at > 0)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is a day and a time */
      g_string_append_printf (text, _ ("Next attempt: %s"), retry);
    }
  set_text (self->times, text->str);
}

static void
show_progress (SolSyncButton *self, gboolean running, double progress)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running && progress >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (progress, 0, 1));
}

static void
show_mark (SolSyncButton *self, const char *icon, const char *label)
{
  /* Translators: the name of the mark in the header; %s is a state such as "Offline" */
  g_autofree char *name = g_strdup_printf (_ ("Exchanges with the platform: %s"), label);

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->label, label);
  /* The inner button, which has the focus, is labelled by this one. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show_work (SolSyncButton *self, const SolSyncWork *work)
{
  g_autofree char *waiting = sol_sync_words_count (&(SolSyncWork){ work->n_waiting, 0 });
  g_autofree char *decide = sol_sync_words_count (&(SolSyncWork){ 0, work->n_to_decide });
  g_autofree char *text = NULL;

  if (waiting != NULL && decide != NULL)
    /* Translators: two counts, such as "2 to decide" and "4 to send" */
    text = g_strdup_printf (_ ("%s, %s"), decide, waiting);
  set_text (self->work, text != NULL ? text : decide != NULL ? decide : waiting);
  gtk_widget_set_visible (self->list, waiting != NULL || decide != NULL);
}

/* What is attached takes its time: it may be stopped, and goes on from where it is. */
static void
show_files (SolSyncButton *self, gint64 done, gint64 size)
{
  g_autofree char *done_words = g_format_size ((guint64) done);
  g_autofree char *size_words = g_format_size ((guint64) size);
  g_autofree char *text = NULL;

  if (size > 0)
    /* Translators: two sizes, such as "1.2 MB" and "4 MB" */
    text = g_strdup_printf (_ ("Attached files: %s of %s sent"), done_words, size_words);
  set_text (self->files, text);
  gtk_widget_set_visible (self->hold, size > 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
      size > 0 ? _ ("Part of the attached files sent") : _ ("Part of the catalogue received"), -1);
}

static void
hold_files (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sol_sync_hold_files (SOL_SYNC_BUTTON (widget)->sync);
}

static void
show_action (SolSyncButton *self, const SolSyncWords *said)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), said->button != NULL);
  if (said->button == NULL)
    return;

  gtk_button_set_label (self->button, _ (said->button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), said->action);
}

static void
update (SolSyncButton *self)
{
  SolSyncState state = SOL_SYNC_UP_TO_DATE;
  double progress = -1;
  gint64 last_success = 0;
  gint64 retry_at = 0;
  gint64 upload_done = 0;
  gint64 upload_size = 0;
  SolSyncWork work = { 0 };
  guint n_conflicts = 0;
  guint n_refused = 0;
  g_autofree char *label = NULL;
  const SolSyncWords *said;

  g_clear_pointer (&self->details, g_free);
  g_object_get (self->sync, "state", &state, "progress", &progress, "last-success", &last_success,
                "retry-at", &retry_at, "detail", &self->details, "n-waiting", &work.n_waiting,
                "n-conflicts", &n_conflicts, "n-refused", &n_refused, "upload-done", &upload_done,
                "upload-size", &upload_size, NULL);
  work.n_to_decide = n_conflicts + n_refused;
  work.sends_files = upload_size > 0;
  said = work.sends_files ? sol_sync_words_get_of_files () : sol_sync_words_get (state);
  label = sol_sync_words_make_mark (state, progress, &work);
  show_mark (self, sol_sync_words_get_icon (state, &work), label);
  show_work (self, &work);
  show_files (self, upload_done, upload_size);
  set_text (self->heading, _ (said->label));
  set_text (self->sentence, _ (said->sentence));
  set_text (self->advice, said->advice != NULL ? _ (said->advice) : NULL);
  gtk_widget_set_visible (self->copy, self->details != NULL);
  show_times (self, last_success, retry_at);
  show_progress (self, state == SOL_SYNC_RUNNING, progress);
  show_action (self, said);
}

/* What a library said of the line: never shown, for it is of no language and of no help. */
static void
copy_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolSyncButton *self = SOL_SYNC_BUTTON (widget);
  g_autofree char *debug_info = sol_about_make_debug_info ();
  g_autofree char *text = g_strdup_printf ("%s\n%s", self->details, debug_info);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
sol_sync_button_dispose (GObject *object)
{
  SolSyncButton *self = SOL_SYNC_BUTTON (object);

  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  /* The bin's own child is bound: the template would unparent it behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  G_OBJECT_CLASS (sol_sync_button_parent_class)->dispose (object);
}

static void
sol_sync_button_finalize (GObject *object)
{
  g_free (SOL_SYNC_BUTTON (object)->details);
  G_OBJECT_CLASS (sol_sync_button_parent_class)->finalize (object);
}

static void
sol_sync_button_class_init (SolSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_sync_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_sync_button_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, menu);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, label);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, heading);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, sentence);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, source);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, times);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, advice);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, work);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, list);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, files);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, hold);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, SolSyncButton, copy);
  gtk_widget_class_install_action (widget_class, "sync.copy-details", NULL, copy_details);
  gtk_widget_class_install_action (widget_class, "sync.hold-files", NULL, hold_files);
}

static void
sol_sync_button_init (SolSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "clicked", G_CALLBACK (gtk_menu_button_popdown),
                            self->menu);
}

/**
 * sol_sync_button_set_sync:
 * @sync: (nullable): what is shown; %NULL for a catalogue read from a file, which has no exchanges
 * @source: (nullable): where the catalogue comes from, as the user knows it
 */
void
sol_sync_button_set_sync (SolSyncButton *self, SolSync *sync, const char *source)
{
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_set_object (&self->sync, sync);
  set_text (self->source, source);
  gtk_widget_set_visible (GTK_WIDGET (self), sync != NULL);
  if (sync == NULL)
    return;

  g_signal_connect_swapped (sync, "notify", G_CALLBACK (update), self);
  update (self);
}

/**
 * sol_sync_button_set_compact:
 * @compact: show the icon alone; its name and what opens still say the words
 */
void
sol_sync_button_set_compact (SolSyncButton *self, gboolean compact)
{
  gtk_widget_set_visible (GTK_WIDGET (self->label), !compact);
}
