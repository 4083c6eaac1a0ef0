/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-session.h"

#include <glib/gi18n.h>

#include "app/sol-backend.h"
#include "app/sol-paths.h"

/**
 * SolSession:
 *
 * One opened catalogue: its store and what keeps it true. All windows of a catalogue share one.
 */
struct _SolSession
{
  GObject parent_instance;

  SolSessionKind kind;
  char *folder;
  char *source;
  char *ca_file;
  char *title;
  SolBackend *backend;
  SolStore *store;
  SolSync *sync;              /* (nullable) */
  SolSessionAccount *account; /* (nullable) */
  SolPictures *pictures;
  SolPictures *own_pictures; /* (nullable): with @account */
  gboolean closed;
  gboolean noticed;
};

G_DEFINE_FINAL_TYPE (SolSession, sol_session, G_TYPE_OBJECT)

/* What a person calls the place: the host of an address, the base name of a file. */
static char *
make_title (SolSessionKind kind, const char *source)
{
  g_autoptr (GUri) uri = NULL;

  if (kind == SOL_SESSION_DEMO)
    return g_strdup (_ ("Demonstration catalogue"));
  if (kind == SOL_SESSION_FILE)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (source);
      g_autofree char *name = g_file_get_basename (file);

      return g_filename_display_name (name);
    }

  uri = g_uri_parse (source, G_URI_FLAGS_NONE, NULL);
  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : source);
}

static void
sol_session_finalize (GObject *object)
{
  SolSession *self = SOL_SESSION (object);

  sol_session_close (self);
  g_clear_object (&self->sync);
  g_clear_object (&self->account);
  g_clear_object (&self->pictures);
  g_clear_object (&self->own_pictures);
  g_clear_object (&self->store);
  g_clear_object (&self->backend);
  g_free (self->folder);
  g_free (self->source);
  g_free (self->ca_file);
  g_free (self->title);
  G_OBJECT_CLASS (sol_session_parent_class)->finalize (object);
}

static void
sol_session_class_init (SolSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_session_finalize;
}

static void
sol_session_init (SolSession *self)
{
}

static void
sync_account (SolSession *self)
{
  SolAccountStore *store = sol_session_account_get_store (self->account);

  sol_sync_set_account (self->sync, store != NULL ? sol_session_get_account (self) : NULL, store);
}

static void
start_sync (SolSession *self)
{
  self->sync = sol_sync_new (self->store, self->source);
  sol_sync_set_ca_file (self->sync, self->ca_file);
  g_signal_connect_object (self->account, "notify::store", G_CALLBACK (sync_account), self,
                           G_CONNECT_SWAPPED);
  sync_account (self);
  sol_sync_set_live (self->sync, TRUE);
  sol_sync_start (self->sync);
}

static void
make_pictures (SolSession *self)
{
  g_autoptr (GSettings) settings = sol_paths_new_settings ();
  g_autoptr (SolPictureCache) cache = sol_picture_cache_new_for_settings (settings);
  g_autoptr (SolBlobClient) client = NULL;

  if (self->kind != SOL_SESSION_FILE)
    {
      client = sol_blob_client_new (self->source);
      sol_blob_client_set_ca_file (client, self->ca_file);
    }
  self->pictures = sol_pictures_new (cache, client);
}

static void
make_own_pictures (SolSession *self)
{
  g_autoptr (GSettings) settings = sol_paths_new_settings ();
  g_autoptr (SolPictureCache) cache = sol_picture_cache_new_for_settings (settings);
  g_autoptr (SolBlobClient)
      client = sol_blob_client_new_for_account (sol_session_get_account (self));

  self->own_pictures = sol_pictures_new (cache, client);
  sol_pictures_set_private (self->own_pictures, TRUE);
}

static void
return_opened (GTask *task)
{
  SolSession *self = g_task_get_task_data (task);

  start_sync (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  sol_account_session_sign_out_finish (SOL_ACCOUNT_SESSION (source), result, NULL, NULL);
  return_opened (task);
}

/* A sign-in at the demonstration is not kept, which is nothing to tell: who was signed in chooses
 * an account again, and finds there what he did not send. */
static void
on_account_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSession *self = g_task_get_task_data (task);
  SolAccountSession *account = sol_session_account_get_session (self->account);

  sol_session_account_load_finish (self->account, result);
  if (self->kind == SOL_SESSION_DEMO &&
      sol_account_session_get_state (account) == SOL_ACCOUNT_ENDED)
    sol_account_session_sign_out_async (account, g_task_get_cancellable (task), on_forgotten,
                                        g_object_ref (task));
  else
    return_opened (task);
}

/* The address of the demonstration is another at each start: no keyring finds it again. */
static void
load_account (GTask *owned_task)
{
  SolSession *self = g_task_get_task_data (owned_task);
  g_autoptr (SolKeyring) keyring = self->kind == SOL_SESSION_DEMO ? sol_keyring_new_in_memory ()
                                                                  : sol_keyring_new_for_desktop ();
  g_autoptr (SolAccountSession)
      session = sol_account_session_new (self->folder, self->source, keyring);

  sol_account_session_set_ca_file (session, self->ca_file);
  self->account = sol_session_account_new (self->folder, session);
  make_own_pictures (self);
  sol_session_account_load_async (self->account, g_task_get_cancellable (owned_task),
                                  on_account_loaded, owned_task);
}

static void
finish_opening (GTask *task)
{
  SolSession *self = g_task_get_task_data (task);

  make_pictures (self);
  if (self->kind != SOL_SESSION_FILE)
    load_account (g_object_ref (task));
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
on_backend_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->backend = sol_backend_start_finish (result, &error);
  if (self->backend == NULL)
    {
      sol_store_close (self->store);
      g_task_return_error (task, error);
      return;
    }
  self->source = g_strdup (sol_backend_get_address (self->backend));
  finish_opening (task);
}

static void
start_backend (GTask *task)
{
  SolSession *self = g_task_get_task_data (task);
  g_autofree char *program = sol_paths_find_server ();

  if (program != NULL)
    {
      sol_backend_start_async (program, self->folder, g_task_get_cancellable (task),
                               on_backend_started, g_object_ref (task));
      return;
    }
  sol_store_close (self->store);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           _ ("The server of the demonstration is not installed."));
}

/* Before the server of the demonstration, which keeps its files in the same folder: what is wrong
 * there, the store can tell. */
static void
on_store_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = sol_store_open_finish (result, &error);
  if (self->store == NULL)
    g_task_return_error (task, error);
  else if (self->kind == SOL_SESSION_DEMO && self->source == NULL)
    start_backend (task);
  else
    finish_opening (task);
}

/**
 * sol_session_open_async:
 * @folder: of this catalogue alone; made when missing
 * @source: (nullable): address of the platform, or address (URI) of the file; the demonstration
 *   started elsewhere has its address too, and is served by this program when it is %NULL
 * @ca_file: (nullable): a private certificate authority to trust besides the system's (PEM)
 *
 * Opens the store, and starts the exchanges of a catalogue that has some.
 */
void
sol_session_open_async (SolSessionKind kind,
                        const char *folder,
                        const char *source,
                        const char *ca_file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SolSession *self = g_object_new (SOL_TYPE_SESSION, NULL);

  g_task_set_source_tag (task, sol_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->kind = kind;
  self->folder = g_strdup (folder);
  self->source = g_strdup (source);
  self->ca_file = g_strdup (ca_file);
  self->title = make_title (kind, source);
  g_mkdir_with_parents (folder, 0700);
  sol_store_open_async (folder, cancellable, on_store_opened, g_object_ref (task));
}

/**
 * sol_session_open_finish:
 *
 * Returns: (transfer full): the opened catalogue, or %NULL with @error
 */
SolSession *
sol_session_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_session_close:
 *
 * Ends the exchanges, closes the store and stops the server of the demonstration. Nothing that
 * reads the store may be alive any more.
 */
void
sol_session_close (SolSession *self)
{
  if (self->closed)
    return;

  self->closed = TRUE;
  if (self->sync != NULL)
    sol_sync_stop (self->sync);
  if (self->account != NULL)
    sol_session_account_close (self->account);
  if (self->store != NULL)
    sol_store_close (self->store);
  if (self->backend != NULL)
    sol_backend_stop (self->backend);
}

SolSessionKind
sol_session_get_kind (SolSession *self)
{
  return self->kind;
}

/**
 * sol_session_get_store:
 *
 * Returns: (transfer none): the open store
 */
SolStore *
sol_session_get_store (SolSession *self)
{
  return self->store;
}

/**
 * sol_session_get_sync:
 *
 * Returns: (transfer none) (nullable): the exchanges; %NULL for a catalogue read from a file
 */
SolSync *
sol_session_get_sync (SolSession *self)
{
  return self->sync;
}

/**
 * sol_session_get_account:
 *
 * Returns: (transfer none) (nullable): who is signed in; %NULL for a catalogue read from a file
 */
SolAccountSession *
sol_session_get_account (SolSession *self)
{
  return self->account != NULL ? sol_session_account_get_session (self->account) : NULL;
}

/**
 * sol_session_get_account_files:
 *
 * Returns: (transfer none) (nullable): what has his store, which comes and goes with him; %NULL for
 *   a catalogue read from a file
 */
SolSessionAccount *
sol_session_get_account_files (SolSession *self)
{
  return self->account;
}

/**
 * sol_session_get_account_store:
 *
 * Returns: (transfer none) (nullable): what he does and sees, when it is open
 */
SolAccountStore *
sol_session_get_account_store (SolSession *self)
{
  return self->account != NULL ? sol_session_account_get_store (self->account) : NULL;
}

/**
 * sol_session_get_pictures:
 *
 * Returns: (transfer none): its logos and pictures; of a catalogue from a file, those that are kept
 */
SolPictures *
sol_session_get_pictures (SolSession *self)
{
  return self->pictures;
}

/**
 * sol_session_get_own_pictures:
 *
 * Returns: (transfer none) (nullable): brings what only who is signed in may see
 */
SolPictures *
sol_session_get_own_pictures (SolSession *self)
{
  return self->own_pictures;
}

/**
 * sol_session_get_title:
 *
 * Returns: (transfer none): what a person calls this catalogue
 */
const char *
sol_session_get_title (SolSession *self)
{
  return self->title;
}

/**
 * sol_session_get_folder:
 *
 * Returns: (transfer none): of its files
 */
const char *
sol_session_get_folder (SolSession *self)
{
  return self->folder;
}

/**
 * sol_session_get_source:
 *
 * Returns: (transfer none) (nullable): the address given to sol_session_open_async()
 */
const char *
sol_session_get_source (SolSession *self)
{
  return self->source;
}

/**
 * sol_session_take_notice:
 *
 * Returns: whether the catalogue had to be made anew when it was opened; %FALSE once it was told
 */
gboolean
sol_session_take_notice (SolSession *self)
{
  const gboolean told = self->noticed;

  self->noticed = TRUE;
  return !told && sol_store_get_notice (self->store) != NULL;
}
