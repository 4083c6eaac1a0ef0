/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-attach-private.h"

#include "model/sol-clock.h"
#include "model/sol-executor.h"
#include "model/sol-random.h"
#include "model/sol-uuid.h"
#include "store/sol-store-error.h"

#define OTHERS_MS 200 /* how soon what another process wrote is told again */
#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
#define ALWAYS_KEPT 1000      /* acts: a clock that is a year ahead would forget them all */
#define KEPT_MS (30 * DAY_MS) /* of what is over: for second thoughts, and servers restored */

/**
 * SolAccountStore:
 *
 * What one account sees and does at one server: private.db, a cache of the records that are not
 * public, and user.db, which alone has what the server did not yet take up. A user's act writes
 * user.db only; what is shown is the cache with the acts laid over it.
 *
 * Several processes may have it open: each takes the user's acts, one of them syncs.
 *
 * Thread: every function and every callback on the thread that opened it.
 */
struct _SolAccountStore
{
  GObject parent_instance;

  SolStore *store;
  char *account;         /* (nullable) */
  GFileMonitor *monitor; /* (nullable): tells what other processes write */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SolAccountStore, sol_account_store, G_TYPE_OBJECT)

static void
sol_account_store_finalize (GObject *object)
{
  SolAccountStore *self = SOL_ACCOUNT_STORE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->monitor);
  g_free (self->account);
  G_OBJECT_CLASS (sol_account_store_parent_class)->finalize (object);
}

static void
sol_account_store_class_init (SolAccountStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_account_store_finalize;

  /**
   * SolAccountStore::changed:
   *
   * What is shown, or the outbox, may have changed, by this process or another. Once a frame and
   * file at most.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SOL_TYPE_ACCOUNT_STORE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sol_account_store_init (SolAccountStore *self)
{
}

/* Milliseconds since 1970. */
gint64
sol_account_now (void)
{
  return sol_clock_now () / 1000;
}

/* Returns: (transfer full): a UUID that sorts by the moment it is made */
char *
sol_account_new_id (void)
{
  guint8 random[SOL_UUID_RANDOM];

  sol_random_fill (random, sizeof random);
  return sol_uuid_new_at (sol_account_now (), random);
}

/* Returns: (transfer full): the folder of an account under that of its server */
char *
sol_account_folder (const char *server_folder, const char *account)
{
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;

  if (account == NULL)
    return g_build_filename (server_folder, "account-local", NULL);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, account, -1);
  name = g_strdup_printf ("account-%.32s", hash);
  return g_build_filename (server_folder, name, NULL);
}

SolAccountInput *
sol_account_input_new (SolAccountStore *self)
{
  SolAccountInput *input = g_new0 (SolAccountInput, 1);

  input->account = self->account;
  return input;
}

void
sol_account_input_free (gpointer self)
{
  SolAccountInput *input = self;

  g_free (input->type);
  g_free (input->id);
  g_free (input->organisation);
  g_clear_pointer (&input->list, g_ptr_array_unref);
  if (input->data != NULL && input->free_data != NULL)
    input->free_data (input->data);
  g_free (input);
}

/**
 * sol_account_store_make_task: (skip)
 * @input: (out) (transfer none): the task's, to be filled in
 *
 * Returns: (transfer full): a task for sol_account_store_run()
 */
GTask *
sol_account_store_make_task (SolAccountStore *self,
                             gpointer tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data,
                             SolAccountInput **input)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  *input = sol_account_input_new (self);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, *input, sol_account_input_free);
  return task;
}

/**
 * sol_account_store_run: (skip)
 * @task: (transfer full): its source object is @self, its data a #SolAccountInput
 *
 * The one way to the SQL of an account, as sol_store_run().
 */
void
sol_account_store_run (SolAccountStore *self,
                       SolStoreLaneKind kind,
                       GTask *task,
                       SolStoreFunc func,
                       GDestroyNotify free_result)
{
  sol_store_run (self->store, kind, task, func, free_result);
}

/* Inside a transaction of user.db. */
gboolean
sol_account_read_client (SolDatabase *db, char **client, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT value FROM main.meta WHERE name = 'client'", error);

  if (statement == NULL || !sol_database_step (db, statement, error))
    return FALSE;
  *client = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
note_once (SolDatabase *db, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "INSERT OR IGNORE INTO main.meta VALUES (:name, :value)", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":name", name);
  sol_database_bind_text (statement, ":value", value);
  return sol_database_finish (db, statement, error);
}

static gboolean
forget_old (SolDatabase *db, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM entry WHERE state IN (6, 7) AND since < :before"
    " AND place <= (SELECT max (place) FROM entry) - :always",
    "DELETE FROM draft WHERE discarded_at < :before",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return FALSE;
      sol_database_bind_number (statement, ":before", sol_account_now () - KEPT_MS);
      sol_database_bind_number (statement, ":always", ALWAYS_KEPT);
      if (!sol_database_finish (db, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
begin (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree char *client = sol_account_new_id ();

  return GINT_TO_POINTER (
      note_once (db, "client", client, error) &&
      (input->account == NULL || note_once (db, "account", input->account, error)) &&
      forget_old (db, error) &&
      sol_attachment_purge (db, input->data, sol_account_now () - KEPT_MS, error));
}

static void
emit_changed (SolAccountStore *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_file_changed (GFileMonitor *monitor,
                 GFile *file,
                 GFile *other,
                 GFileMonitorEvent event,
                 gpointer user_data)
{
  g_autofree char *name = g_file_get_basename (file);

  /* Of its own writes the store tells itself, and sooner. */
  if (g_str_has_suffix (name, "-wal"))
    emit_changed (user_data);
}

static void
watch (SolAccountStore *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (sol_store_get_folder (self->store));

  if (!sol_executor_has_threads ())
    return;
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, OTHERS_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_changed), self, 0);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountStore *self = SOL_ACCOUNT_STORE (source);
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) != NULL)
    {
      watch (self);
      g_task_return_pointer (task, g_object_ref (self), g_object_unref);
      return;
    }
  sol_store_close (self->store);
  g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SolAccountStore) self = g_object_new (SOL_TYPE_ACCOUNT_STORE, NULL);
  SolAccountInput *input;
  GError *error = NULL;
  GTask *work;

  self->store = sol_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->account = g_strdup (g_task_get_task_data (task));
  g_signal_connect_object (self->store, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "user-changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  work = sol_account_store_make_task (self, sol_account_store_open_async, NULL, on_begun,
                                      g_steal_pointer (&task), &input);
  input->data = g_strdup (sol_store_get_folder (self->store));
  input->free_data = g_free;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, work, begin, NULL);
}

/**
 * sol_account_store_open_async:
 * @server_folder: of the server's #SolStore
 * @account: (nullable): UUID of the account; %NULL for what is done before any sign-in
 *
 * Opens or makes the files of an account, migrates them, and rebuilds a damaged private.db; as
 * sol_store_open_async(), but that a folder which another process has is opened beside it.
 */
void
sol_account_store_open_async (const char *server_folder,
                              const char *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *folder = sol_account_folder (server_folder, account);

  g_task_set_source_tag (task, sol_account_store_open_async);
  g_task_set_task_data (task, g_strdup (account), g_free);
  g_task_set_check_cancellable (task, FALSE); /* an open store is handed over, to be closed */
  sol_store_open_account_async (folder, cancellable, on_opened, task);
}

/**
 * sol_account_store_open_finish:
 *
 * Returns: (transfer full): the store, to be closed with sol_account_store_close() before its last
 *   reference goes
 */
SolAccountStore *
sol_account_store_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* As sol_store_close(): waits for the jobs already handed over. */
void
sol_account_store_close (SolAccountStore *self)
{
  g_return_if_fail (SOL_IS_ACCOUNT_STORE (self));

  g_clear_object (&self->monitor);
  sol_store_close (self->store);
}

/* Returns: (nullable): its UUID; %NULL before any sign-in */
const char *
sol_account_store_get_account (SolAccountStore *self)
{
  return self->account;
}

const char *
sol_account_store_get_folder (SolAccountStore *self)
{
  return sol_store_get_folder (self->store);
}

/* Returns: (nullable): as sol_store_get_notice(), of private.db */
const char *
sol_account_store_get_notice (SolAccountStore *self)
{
  return sol_store_get_notice (self->store);
}

/**
 * sol_account_store_may_sync:
 *
 * Returns: %FALSE beside another process that has the folder: that one syncs, this one reads and
 *   takes the user's acts
 */
gboolean
sol_account_store_may_sync (SolAccountStore *self)
{
  return sol_store_has_folder (self->store);
}
