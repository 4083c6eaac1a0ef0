/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-application.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-actions.h"
#include "app/sol-files.h"
#include "app/sol-import-dialog.h"
#include "app/sol-options.h"
#include "app/sol-paths.h"
#include "app/sol-servers.h"
#include "app/sol-session.h"
#include "app/sol-window.h"
#include "app/widgets/sol-toast.h"
#include "sol-config.h"
#include "sol-ui.h"

struct _SolApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  char *data_dir;
  char *server;          /* of the command line; stands before the settings */
  char *ca_file;         /* of the command line */
  GCancellable *opening; /* the catalogue that is being opened */
  SolSession *session;
  GError *failure; /* why the last one could not be opened */

  char *before;        /* (nullable): setting of the catalogue that a file took the place of */
  char *before_server; /* (nullable): likewise, of the command line */
  char *new_file;      /* (nullable): opened for the first time, and not told yet */
};

G_DEFINE_FINAL_TYPE (SolApplication, sol_application, ADW_TYPE_APPLICATION)

static void
take_options (SolApplication *self, GVariantDict *given)
{
  const char *data_dir = NULL;

  if (g_variant_dict_lookup (given, "data-dir", "^&ay", &data_dir))
    {
      g_free (self->data_dir);
      self->data_dir = g_canonicalize_filename (data_dir, NULL);
    }
  g_variant_dict_lookup (given, "server", "s", &self->server);
  g_variant_dict_lookup (given, "ca-file", "^ay", &self->ca_file);
}

/* Here, before GApplication registers and GTK looks for a display: scripts and ssh sessions have
 * none. Returning -1 goes on to the window. */
static int
sol_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  const int status = sol_options_handle (given);

  if (status >= 0)
    return status;

  take_options (SOL_APPLICATION (application), given);
  if (!g_variant_dict_contains (given, "new-window") ||
      !g_application_register (application, NULL, NULL) ||
      !g_application_get_is_remote (application))
    return -1;

  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  return 0;
}

static void
for_each_window (SolApplication *self,
                 void (*show) (SolWindow *window, gpointer data),
                 gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *link = windows; link != NULL; link = link->next)
    if (SOL_IS_WINDOW (link->data))
      show (link->data, data);
}

static void
show_state (SolWindow *window, gpointer data)
{
  SolApplication *self = data;

  if (self->session != NULL)
    sol_window_set_session (window, self->session);
  else if (self->opening != NULL)
    sol_window_show_loading (window, _ ("Opening the catalogue…"));
  else if (self->failure != NULL)
    sol_window_show_failure (window, self->failure);
  else
    sol_window_show_first_run (window);
}

/* The windows first: their pages hold lists over the store. */
static void
close_session (SolApplication *self)
{
  g_autoptr (SolSession) session = g_steal_pointer (&self->session);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_error (&self->failure);
  for_each_window (self, show_state, self);
  if (session != NULL)
    sol_session_close (session);
}

static void
use_metered_choice (SolApplication *self)
{
  SolSync *sync = self->session != NULL ? sol_session_get_sync (self->session) : NULL;

  if (sync != NULL)
    sol_sync_set_metered_allowed (sync, g_settings_get_enum (self->settings, "metered") == 1);
}

/* The way back from a file that was opened by mistake. */
static void
tell_new_file (SolApplication *self)
{
  g_autofree char *uri = g_steal_pointer (&self->new_file);
  GtkWindow *window = sol_application_get_window (self);
  g_autofree char *title = NULL;

  if (uri == NULL || window == NULL || self->session == NULL ||
      g_strcmp0 (sol_session_get_source (self->session), uri) != 0)
    return;

  title = g_strdup_printf (_ ("“%s” is open as a catalogue of its own"),
                           sol_session_get_title (self->session));
  sol_window_take_toast (SOL_WINDOW (window), sol_toast_new_undo (title, "app.forget-file", uri));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SolApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSession) session = sol_session_open_finish (result, &error);

  g_application_release (G_APPLICATION (self));
  if (g_task_get_cancellable (G_TASK (result)) != self->opening)
    {
      /* Another catalogue was chosen meanwhile. */
      if (session != NULL)
        sol_session_close (session);
      return;
    }

  g_clear_object (&self->opening);
  g_set_object (&self->session, session);
  if (session != NULL)
    use_metered_choice (self);
  else
    self->failure = g_steal_pointer (&error);
  for_each_window (self, show_state, self);
  tell_new_file (self);
}

static void
open_session (SolApplication *self, SolSessionKind kind, const char *folder, const char *source)
{
  g_autofree char *ca_file = self->ca_file != NULL
                                 ? g_strdup (self->ca_file)
                                 : g_settings_get_string (self->settings, "ca-file");

  close_session (self);
  self->opening = g_cancellable_new ();
  for_each_window (self, show_state, self);
  g_application_hold (G_APPLICATION (self));
  sol_session_open_async (kind, folder, source, *ca_file != '\0' ? ca_file : NULL, self->opening,
                          on_opened, g_object_ref (self));
}

static void
open_platform (SolApplication *self, const char *address)
{
  g_autofree char *folder = sol_paths_get_server_folder (self->data_dir, address);

  open_session (self, SOL_SESSION_PLATFORM, folder, address);
}

static void
open_chosen (SolApplication *self, const char *catalogue)
{
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *folder = NULL;

  if (g_str_equal (catalogue, "demo"))
    {
      folder = g_build_filename (self->data_dir, "demo", NULL);
      open_session (self, SOL_SESSION_DEMO, folder, NULL);
    }
  else if (g_str_equal (catalogue, "server") && *server != '\0')
    open_platform (self, server);
  else if (strchr (catalogue, ':') != NULL)
    {
      folder = sol_paths_get_file_folder (self->data_dir, catalogue);
      open_session (self, SOL_SESSION_FILE, folder, catalogue);
    }
  else
    close_session (self);
}

/**
 * sol_application_reopen:
 *
 * Opens again what the settings say, after one of them changed.
 */
void
sol_application_reopen (SolApplication *self)
{
  g_autofree char *catalogue = g_settings_get_string (self->settings, "catalogue");

  if (self->server != NULL)
    open_platform (self, self->server);
  else
    open_chosen (self, catalogue);
}

/**
 * sol_application_choose:
 * @catalogue: "demo", "server", the address (URI) of a file that was imported, or "" to ask
 *
 * Opens a catalogue, now and at the next start.
 */
void
sol_application_choose (SolApplication *self, const char *catalogue)
{
  g_clear_pointer (&self->server, g_free);
  g_settings_set_string (self->settings, "catalogue", catalogue);
  open_chosen (self, catalogue);
}

/**
 * sol_application_choose_platform:
 * @address: of a platform
 *
 * Opens its catalogue, now and at the next start.
 */
void
sol_application_choose_platform (SolApplication *self, const char *address)
{
  sol_servers_add (self->settings, address);
  sol_application_choose (self, "server");
}

/**
 * sol_application_add_window:
 *
 * Opens one more window on the same catalogue.
 */
void
sol_application_add_window (SolApplication *self)
{
  GtkWidget *window = sol_window_new (GTK_APPLICATION (self), self->settings);

  show_state (SOL_WINDOW (window), self);
  gtk_window_present (GTK_WINDOW (window));
}

static void
sol_application_activate (GApplication *application)
{
  SolApplication *self = SOL_APPLICATION (application);
  GtkWindow *window = sol_application_get_window (self);

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }

  /* The window first, so that it is drawn while the catalogue opens. */
  if (self->session == NULL && self->opening == NULL)
    sol_application_reopen (self);
  sol_application_add_window (self);
}

static void
remember_before (SolApplication *self)
{
  /* From one file to the next, the way back stays. */
  if (self->session != NULL && sol_session_get_kind (self->session) == SOL_SESSION_FILE)
    return;

  g_free (self->before);
  g_free (self->before_server);
  self->before = g_settings_get_string (self->settings, "catalogue");
  self->before_server = g_strdup (self->server);
}

/**
 * sol_application_leave_file:
 *
 * Opens what was open before the file, else the platform when there is one. Nothing is erased.
 */
void
sol_application_leave_file (SolApplication *self)
{
  g_autofree char *server = g_settings_get_string (self->settings, "server");
  g_autofree char *before = g_steal_pointer (&self->before);

  /* The program was started with the file. */
  if (before == NULL || strchr (before, ':') != NULL)
    {
      g_free (before);
      before = g_strdup (*server != '\0' ? "server" : "");
    }
  g_free (self->server);
  self->server = g_steal_pointer (&self->before_server);
  g_settings_set_string (self->settings, "catalogue", before);
  sol_application_reopen (self);
}

/**
 * sol_application_forget_file:
 * @uri: of a file that is a catalogue
 *
 * Leaves its catalogue when it is the open one, and removes it. The file stays as it is.
 */
void
sol_application_forget_file (SolApplication *self, const char *uri)
{
  g_autofree char *catalogue = g_settings_get_string (self->settings, "catalogue");

  if (g_str_equal (catalogue, uri))
    sol_application_leave_file (self);
  sol_files_forget (self->settings, self->data_dir, uri);
}

static void
on_imported (SolImportDialog *dialog, const char *uri, SolApplication *self)
{
  remember_before (self);
  g_clear_pointer (&self->new_file, g_free);
  if (sol_files_add (self->settings, self->data_dir, uri))
    self->new_file = g_strdup (uri);
  sol_application_choose (self, uri);
}

/* Returns: (transfer none) (nullable): the store of that file, when it is the open catalogue */
static SolStore *
find_open_store (SolApplication *self, const char *uri)
{
  if (self->session == NULL || sol_session_get_kind (self->session) != SOL_SESSION_FILE ||
      g_strcmp0 (sol_session_get_source (self->session), uri) != 0)
    return NULL;

  return sol_session_get_store (self->session);
}

static void
sol_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SolApplication *self = SOL_APPLICATION (application);

  sol_application_activate (application);
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      g_autofree char *folder = sol_paths_get_file_folder (self->data_dir, uri);
      GtkWidget *dialog = sol_import_dialog_new (files[i], folder, find_open_store (self, uri));

      g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported), self, 0);
      gtk_window_set_transient_for (GTK_WINDOW (dialog), sol_application_get_window (self));
      gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
      gtk_window_present (GTK_WINDOW (dialog));
    }
}

static void
sol_application_startup (GApplication *application)
{
  SolApplication *self = SOL_APPLICATION (application);

  G_APPLICATION_CLASS (sol_application_parent_class)->startup (application);
  self->settings = sol_paths_new_settings ();
  if (self->settings == NULL)
    g_error ("The settings schema %s is not installed", SOL_APPLICATION_ID);

  /* A text that only takes the focus is not meant to be copied. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  sol_actions_install (self);
  sol_actions_update (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (sol_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::metered", G_CALLBACK (use_metered_choice),
                           self, G_CONNECT_SWAPPED);
}

static void
sol_application_shutdown (GApplication *application)
{
  SolApplication *self = SOL_APPLICATION (application);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  /* Chained up first: it destroys the windows, which hold lists over the store. */
  G_APPLICATION_CLASS (sol_application_parent_class)->shutdown (application);
  if (self->session != NULL)
    sol_session_close (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
}

static void
sol_application_finalize (GObject *object)
{
  SolApplication *self = SOL_APPLICATION (object);

  g_clear_object (&self->opening);
  g_free (self->data_dir);
  g_free (self->server);
  g_free (self->ca_file);
  g_clear_error (&self->failure);
  g_free (self->before);
  g_free (self->before_server);
  g_free (self->new_file);
  G_OBJECT_CLASS (sol_application_parent_class)->finalize (object);
}

static void
sol_application_class_init (SolApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sol_application_finalize;
  application_class->handle_local_options = sol_application_handle_local_options;
  application_class->startup = sol_application_startup;
  application_class->activate = sol_application_activate;
  application_class->open = sol_application_open;
  application_class->shutdown = sol_application_shutdown;
}

static void
sol_application_init (SolApplication *self)
{
  self->data_dir = sol_paths_get_data_dir ();
  sol_options_add (G_APPLICATION (self));
}

/**
 * sol_application_new:
 *
 * Returns: (transfer full): the application
 */
SolApplication *
sol_application_new (void)
{
  /* By hand: the templates are in a static library, whose constructors the linker may drop. */
  g_resources_register (sol_ui_get_resource ());
  return g_object_new (SOL_TYPE_APPLICATION, "application-id", SOL_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}

/**
 * sol_application_get_settings:
 *
 * Returns: (transfer none): the settings; not before the application started
 */
GSettings *
sol_application_get_settings (SolApplication *self)
{
  return self->settings;
}

/**
 * sol_application_get_data_dir:
 *
 * Returns: (transfer none): the folder of all catalogues
 */
const char *
sol_application_get_data_dir (SolApplication *self)
{
  return self->data_dir;
}

/**
 * sol_application_get_window:
 *
 * Returns: (transfer none) (nullable): the window used last, dialogs left out
 */
GtkWindow *
sol_application_get_window (SolApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (SOL_IS_WINDOW (link->data))
      return link->data;

  return NULL;
}
