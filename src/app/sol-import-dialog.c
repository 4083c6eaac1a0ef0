/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-dialog.h"

#include <glib/gi18n.h>

#include "app/sol-error-words.h"
#include "app/sol-import-job.h"
#include "app/sol-import-lines.h"
#include "sol-config.h"
#include "store/sol-store-error.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-import-dialog.ui"
#define TICK 100 /* milliseconds between two looks at the progress */

/**
 * SolImportDialog:
 *
 * Says what is in a file before it is opened as a catalogue: how many structures are taken, which
 * lines are refused or doubtful, and why. Emits "imported" with the file's address (URI).
 */
struct _SolImportDialog
{
  AdwWindow parent_instance;

  GFile *file;
  SolImportJob *job;
  GCancellable *cancellable;
  guint tick;
  GtkStack *stages;
  GtkLabel *doing;
  GtkProgressBar *progress;
  GtkLabel *summary;
  GtkLabel *counts;
  GtkListBox *lines;
  GtkLabel *beyond;
  AdwStatusPage *failure;
  GtkWidget *choose;
  GtkWidget *accept;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolImportDialog, sol_import_dialog, ADW_TYPE_WINDOW)

static gboolean
on_tick (gpointer user_data)
{
  SolImportDialog *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, sol_import_job_get_progress (self->job));
  return G_SOURCE_CONTINUE;
}

static void
show_stage (SolImportDialog *self, const char *name, gboolean acceptable)
{
  const gboolean working = g_str_equal (name, "working");

  gtk_stack_set_visible_child_name (self->stages, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.accept", acceptable);
  gtk_widget_set_visible (self->accept, !g_str_equal (name, "failure"));
  g_clear_handle_id (&self->tick, g_source_remove);
  if (working)
    self->tick = g_timeout_add (TICK, on_tick, self);
}

static void
show_failure (SolImportDialog *self, const GError *error)
{
  /* What is wrong with the file only its reader knows; what the store meets, the table says. */
  g_autofree char *said = error->domain == SOL_STORE_ERROR ? sol_error_words_say (error)
                                                           : g_strdup (error->message);
  g_autofree char *escaped = g_markup_escape_text (said, -1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_status_page_set_description (self->failure, escaped);
  show_stage (self, "failure", FALSE);
  gtk_widget_grab_focus (self->choose);
}

static void
show_report (SolImportDialog *self, const SolImportReport *report)
{
  const guint n_taken = report->n[SOL_IMPORT_CREATED];
  const guint n_refused = report->n[SOL_IMPORT_REFUSED];
  const guint n_doubtful = report->n[SOL_IMPORT_DOUBTFUL];
  g_autofree char *summary = g_strdup_printf (
      ngettext ("%u structure can be opened", "%u structures can be opened", n_taken), n_taken);
  g_autofree char *refused = g_strdup_printf (
      ngettext ("%u line refused", "%u lines refused", n_refused), n_refused);
  g_autofree char *doubtful = g_strdup_printf (
      ngettext ("%u line doubtful", "%u lines doubtful", n_doubtful), n_doubtful);
  g_autofree char *counts = g_strdup_printf ("%s · %s", refused, doubtful);

  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->counts, counts);
  sol_import_lines_fill (self->lines, self->beyond, report);
  show_stage (self, "report", n_taken > 0);
  gtk_widget_grab_focus (self->accept);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  const SolImportReport *report = sol_import_job_read_finish (SOL_IMPORT_JOB (source), result,
                                                              &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (report != NULL)
    show_report (self, report);
  else
    show_failure (self, error);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (self->file);
  const gboolean kept = sol_import_job_keep_finish (SOL_IMPORT_JOB (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!kept)
    {
      show_failure (self, error);
      return;
    }
  g_signal_emit (self, signals[IMPORTED], 0, uri);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
accept (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolImportDialog *self = SOL_IMPORT_DIALOG (widget);

  gtk_label_set_label (self->doing, _ ("Making the catalogue…"));
  show_stage (self, "working", FALSE);
  sol_import_job_keep_async (self->job, self->cancellable, on_kept, g_object_ref (self));
}

static void
choose (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget)));

  gtk_window_close (GTK_WINDOW (widget));
  g_action_group_activate_action (G_ACTION_GROUP (application), "open", NULL);
}

static void
sol_import_dialog_dispose (GObject *object)
{
  SolImportDialog *self = SOL_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (sol_import_dialog_parent_class)->dispose (object);
}

static void
sol_import_dialog_finalize (GObject *object)
{
  SolImportDialog *self = SOL_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->job);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (sol_import_dialog_parent_class)->finalize (object);
}

static void
sol_import_dialog_class_init (SolImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_import_dialog_finalize;
  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, stages);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, doing);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, counts);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, beyond);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, SolImportDialog, accept);
  gtk_widget_class_install_action (widget_class, "import.accept", NULL, accept);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sol_import_dialog_init (SolImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->failure, "dialog-warning-symbolic");
  self->cancellable = g_cancellable_new ();
}

/**
 * sol_import_dialog_new:
 * @file: what is read
 * @folder: of the catalogue it becomes
 * @store: (nullable): of that folder, when it is open
 *
 * Returns: (transfer none): a dialog that owns itself, and reads already
 */
GtkWidget *
sol_import_dialog_new (GFile *file, const char *folder, SolStore *store)
{
  SolImportDialog *self = g_object_new (SOL_TYPE_IMPORT_DIALOG, NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  self->file = g_object_ref (file);
  self->job = sol_import_job_new (file, folder, store);
  gtk_window_set_title (GTK_WINDOW (self), shown);
  gtk_label_set_label (self->doing, _ ("Reading the file…"));
  show_stage (self, "working", FALSE);
  sol_import_job_read_async (self->job, self->cancellable, on_read, g_object_ref (self));
  return GTK_WIDGET (self);
}
