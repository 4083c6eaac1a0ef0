/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-connect-dialog.h"

#include <glib/gi18n.h>

#include "app/sol-sync-words.h"
#include "sol-config.h"
#include "sync/sol-server-check.h"

#define TEMPLATE SOL_RESOURCE_PATH "sol-connect-dialog.ui"

/**
 * SolConnectDialog:
 *
 * Asks for the address of a platform, and takes it only once a platform answers there.
 */
struct _SolConnectDialog
{
  AdwWindow parent_instance;

  SolApplication *application;
  GCancellable *checking;
  char *address;
  GtkEditable *entry;
  GtkLabel *message;
  GtkWidget *said;
  GtkSpinner *spinner;
  GtkWidget *before;
  GtkListBox *servers;
};

G_DEFINE_FINAL_TYPE (SolConnectDialog, sol_connect_dialog, ADW_TYPE_WINDOW)

static void
say (SolConnectDialog *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (self->said, text != NULL);
}

/* Closing the dialog gives the question up. */
static void
set_checking (SolConnectDialog *self, gboolean checking)
{
  gtk_spinner_set_spinning (self->spinner, checking);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), checking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.check", !checking);
  say (self, checking ? _ ("Asking the platform…") : NULL);
}

/* At the field, and the focus goes there: a reader says its description. */
static void
show_message (SolConnectDialog *self, const char *message)
{
  set_checking (self, FALSE);
  say (self, message);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  message, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_changed (SolConnectDialog *self)
{
  say (self, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static char *
make_message (const GError *error)
{
  const SolSyncState state = error->domain == SOL_SYNC_ERROR ? (SolSyncState) error->code
                                                             : SOL_SYNC_FAILED;
  g_autofree char *note = sol_sync_words_make_note (state, 0, error->message);

  g_debug ("The platform was not taken: %s", error->message);
  return sol_sync_words_make_refusal (state, note);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolConnectDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (sol_server_check_finish (result, &error))
    {
      sol_application_choose_platform (self->application, self->address);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  message = make_message (error);
  show_message (self, message);
}

static void
check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SolConnectDialog *self = SOL_CONNECT_DIALOG (widget);
  GSettings *settings = sol_application_get_settings (self->application);
  g_autofree char *ca_file = g_settings_get_string (settings, "ca-file");

  g_free (self->address);
  self->address = sol_server_check_normalize (gtk_editable_get_text (self->entry));
  if (self->address == NULL)
    {
      show_message (self, _ ("This is not an address. One looks like https://platform.example"));
      return;
    }

  set_checking (self, TRUE);
  sol_server_check_async (self->address, *ca_file != '\0' ? ca_file : NULL, self->checking,
                          on_checked, g_object_ref (self));
}

static void
on_row_activated (SolConnectDialog *self, GtkListBoxRow *row)
{
  gtk_editable_set_text (self->entry, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  check (GTK_WIDGET (self), NULL, NULL);
}

static void
show_servers (SolConnectDialog *self, GSettings *settings)
{
  g_auto (GStrv) servers = g_settings_get_strv (settings, "servers");

  for (guint i = 0; servers[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      g_object_set (row, "title", servers[i], "use-markup", FALSE, "activatable", TRUE, NULL);
      gtk_list_box_append (self->servers, row);
    }
  gtk_widget_set_visible (self->before, servers[0] != NULL);
}

static void
on_apply (SolConnectDialog *self)
{
  check (GTK_WIDGET (self), NULL, NULL);
}

static void
sol_connect_dialog_dispose (GObject *object)
{
  SolConnectDialog *self = SOL_CONNECT_DIALOG (object);

  g_cancellable_cancel (self->checking);
  gtk_widget_dispose_template (GTK_WIDGET (object), SOL_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (sol_connect_dialog_parent_class)->dispose (object);
}

static void
sol_connect_dialog_finalize (GObject *object)
{
  SolConnectDialog *self = SOL_CONNECT_DIALOG (object);

  g_clear_object (&self->checking);
  g_clear_object (&self->application);
  g_free (self->address);
  G_OBJECT_CLASS (sol_connect_dialog_parent_class)->finalize (object);
}

static void
sol_connect_dialog_class_init (SolConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sol_connect_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sol_connect_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, TEMPLATE);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, message);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, said);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, before);
  gtk_widget_class_bind_template_child (widget_class, SolConnectDialog, servers);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_install_action (widget_class, "connect.check", NULL, check);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sol_connect_dialog_init (SolConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checking = g_cancellable_new ();
}

/**
 * sol_connect_dialog_new:
 *
 * Returns: (transfer none): a dialog that owns itself
 */
GtkWidget *
sol_connect_dialog_new (SolApplication *application)
{
  SolConnectDialog *self = g_object_new (SOL_TYPE_CONNECT_DIALOG, NULL);
  GSettings *settings = sol_application_get_settings (application);
  g_autofree char *server = g_settings_get_string (settings, "server");

  self->application = g_object_ref (application);
  gtk_editable_set_text (self->entry, server);
  show_servers (self, settings);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET (self);
}
