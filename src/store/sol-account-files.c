/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-files.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "model/sol-executor.h"
#include "model/sol-uuid.h"
#include "store/sol-account-attach-private.h"
#include "store/sol-store-error.h"
#include "store/sol-store-files-private.h"

/* The folders of a server's accounts on this computer, while no store has them open. */

#define PREFIX "account-"

typedef struct
{
  char *server_folder;
  char *account; /* (nullable) */
  gboolean discard;
} Input;

static void
free_input (gpointer data)
{
  Input *input = data;

  g_free (input->server_folder);
  g_free (input->account);
  g_free (input);
}

static GTask *
make_task (const char *server_folder,
           const char *account,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Input *input = g_new0 (Input, 1);

  input->server_folder = g_strdup (server_folder);
  input->account = g_strdup (account);
  g_task_set_task_data (task, input, free_input);
  return task;
}

void
sol_account_files_free (SolAccountFiles *self)
{
  g_free (self->account);
  g_free (self);
}

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Returns: -1 when it cannot be told */
static gint64
count (SolDatabase *db, const char *sql)
{
  gint64 n = -1;

  sol_database_get_number (db, sql, &n, NULL);
  return n;
}

static gint64
count_waiting (SolDatabase *db)
{
  return count (db, "SELECT count (*) FROM entry WHERE state < 6");
}

static gint64
count_drafts (SolDatabase *db)
{
  return count (db, "SELECT count (*) FROM draft WHERE discarded_at IS NULL");
}

static char *
read_meta (SolDatabase *db, const char *name)
{
  sqlite3_stmt *statement = sol_database_prepare (db, "SELECT value FROM meta WHERE name = :name",
                                                  NULL);
  char *value = NULL;

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":name", name);
  if (sol_database_step (db, statement, NULL))
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return value;
}

/* Returns: (nullable): %NULL when there is none, or it cannot be read */
static SolDatabase *
open_user (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, SOL_STORE_USER_FILE, NULL);

  return has_file (folder, SOL_STORE_USER_FILE) ? sol_database_open (path, FALSE, NULL) : NULL;
}

static SolAccountFiles *
look_at (const char *folder)
{
  g_autoptr (SolDatabase) db = open_user (folder);
  SolAccountFiles *files;

  if (db == NULL)
    return NULL;
  files = g_new0 (SolAccountFiles, 1);
  files->account = read_meta (db, "account");
  files->signed_out = !has_file (folder, SOL_STORE_PRIVATE_FILE);
  files->n_waiting = (guint) MAX (0, count_waiting (db));
  files->n_drafts = (guint) MAX (0, count_drafts (db));
  return files;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Input *input = data;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_account_files_free);
  g_autoptr (GDir) dir = g_dir_open (input->server_folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (input->server_folder, name, NULL);
      SolAccountFiles *files = g_str_has_prefix (name, PREFIX) ? look_at (folder) : NULL;

      if (files != NULL)
        g_ptr_array_add (list, files);
    }
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

/* The accounts that have files at a server's folder, in no order. */
void
sol_account_files_list_async (const char *server_folder,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = make_task (server_folder, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_files_list_async);
  sol_task_run_in_thread (task, list_in_thread);
}

/* Returns: (transfer full) (element-type SolAccountFiles) */
GPtrArray *
sol_account_files_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
set_error (GError **error, const char *path)
{
  g_set_error (error, SOL_STORE_ERROR,
               errno == EACCES || errno == EROFS ? SOL_STORE_ERROR_READ_ONLY
                                                 : SOL_STORE_ERROR_FAILED,
               "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* A write-ahead log before its database: over a new one it would be played back. */
static gboolean
remove_database (const char *folder, const char *file, GError **error)
{
  static const char *const parts[] = { "-wal", "-shm", "", ".aside-wal", ".aside-shm", ".aside" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat (file, parts[i], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_remove (path) != 0 && errno != ENOENT)
        return set_error (error, path);
    }
  return TRUE;
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_all (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

static gboolean
forget (const char *folder, GError **error)
{
  if (!remove_database (folder, SOL_STORE_USER_FILE, error))
    return FALSE;
  remove_all (folder);
  return TRUE;
}

/* Of the drafts that both have of one record, the one that was written before the sign-in goes on
 * as that of a new record: which of them is right, only their author knows. */
static gboolean
keep_both (SolDatabase *db, const char *id, GError **error)
{
  g_autofree char *fresh = sol_uuid_from_name ("adopted", id); /* the same when it is done again */
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "INSERT OR IGNORE INTO main.draft (type, id, organisation, base_rev, doc, title, changed_at)"
      " SELECT type, :fresh, organisation, 0, doc, title, changed_at FROM held.draft"
      " WHERE id = :id AND discarded_at IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":fresh", fresh);
  sol_database_bind_text (statement, ":id", id);
  return sol_database_finish (db, statement, error);
}

static gboolean
merge_drafts (SolDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "SELECT DISTINCT h.id FROM held.draft h JOIN main.draft m USING (type, id, organisation)"
      " WHERE (h.doc <> m.doc OR m.discarded_at IS NOT NULL) AND h.discarded_at IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  while (sol_database_step (db, statement, &failed))
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_reset (statement);
  for (guint i = 0; failed == NULL && i < ids->len; i++)
    keep_both (db, ids->pdata[i], &failed);
  if (failed == NULL)
    return sol_database_run (db, "INSERT OR IGNORE INTO main.draft SELECT * FROM held.draft",
                             error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
merge_rows (SolDatabase *db, GError **error)
{
  static const char acts[] =
      "INSERT OR IGNORE INTO main.entry (id, origin, organisation, type, target, op, body, version,"
      " state, scope, title, created_at, since, code, arguments, conflicts)"
      " SELECT id, origin, organisation, type, target, op, body, version,"
      " CASE state WHEN 1 THEN 0 ELSE state END, scope, title, created_at, since, code, arguments,"
      " conflicts FROM held.entry WHERE state < 6 ORDER BY place";
  static const char files[] =
      "INSERT INTO main.attachment (hash, organisation, name, type, size, created_at)"
      " SELECT hash, organisation, name, type, size, created_at FROM held.attachment WHERE TRUE"
      " ON CONFLICT (hash, organisation) DO UPDATE SET sent = 0";

  if (sol_database_run (db, "BEGIN IMMEDIATE", error) && sol_database_run (db, acts, error) &&
      sol_database_run (db, files, error) && merge_drafts (db, error) &&
      sol_database_run (db, "COMMIT", error))
    return TRUE;
  sol_database_rollback (db);
  return FALSE;
}

/* Twice is as once: a row that came over before is left. */
static gboolean
merge_into (const char *local, const char *target, GError **error)
{
  g_autofree char *path = g_build_filename (local, SOL_STORE_USER_FILE, NULL);
  g_auto (SolStoreFiles) to = SOL_STORE_FILES_NONE;

  if (!sol_store_files_open (&to, &sol_store_layout_account, target, error))
    return FALSE;
  return sol_database_attach (to.user, path, SOL_STORE_HELD, error) && merge_rows (to.user, error);
}

static gboolean
put_in_place (const char *local, const char *target, GError **error)
{
  int lock = sol_store_files_lock (target, error);
  gboolean done;

  if (lock < 0)
    return FALSE;
  remove_all (target);
  done = g_rename (local, target) == 0 || set_error (error, target);
  close (lock);
  return done;
}

/* In the schema of this program, and nobody else's meanwhile: what another process would write to a
 * file that has gone, nobody would find. */
static gboolean
bring_over (const char *local, const char *target, GError **error)
{
  g_auto (SolStoreFiles) from = SOL_STORE_FILES_NONE;

  if (!sol_store_files_open (&from, &sol_store_layout_account, local, error) ||
      !sol_store_files_be_alone (&from, local, error))
    return FALSE;
  g_clear_pointer (&from.cache, sol_database_close);
  g_clear_pointer (&from.user, sol_database_close);
  if (!has_file (target, SOL_STORE_USER_FILE))
    return put_in_place (local, target, error);
  return sol_attachment_move_all (local, target, error) && merge_into (local, target, error) &&
         forget (local, error);
}

static void
adopt_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Input *input = data;
  g_autofree char *local = sol_account_folder (input->server_folder, NULL);
  g_autofree char *target = sol_account_folder (input->server_folder, input->account);
  GError *error = NULL;

  if (!has_file (local, SOL_STORE_USER_FILE))
    g_task_return_boolean (task, FALSE);
  else if (bring_over (local, target, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sol_account_files_adopt_async:
 * @account: that signed in
 *
 * Makes what was done before any sign-in that account's. Killed at any moment, it is all there
 * still, before or after. The stores of both are to be closed.
 */
void
sol_account_files_adopt_async (const char *server_folder,
                               const char *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = make_task (server_folder, account, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_files_adopt_async);
  g_task_set_check_cancellable (task, FALSE); /* what was done is told */
  sol_task_run_in_thread (task, adopt_in_thread);
}

/**
 * sol_account_files_adopt_finish:
 * @adopted: (out) (optional): whether there was anything to adopt
 *
 * Returns: %FALSE when it failed
 */
gboolean
sol_account_files_adopt_finish (GAsyncResult *result, gboolean *adopted, GError **error)
{
  g_autoptr (GError) failed = NULL;
  const gboolean any = g_task_propagate_boolean (G_TASK (result), &failed);

  if (adopted != NULL)
    *adopted = any;
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/* What cannot be read may be work. */
static gboolean
has_work (const char *folder)
{
  g_autoptr (SolDatabase) db = open_user (folder);

  if (!has_file (folder, SOL_STORE_USER_FILE))
    return FALSE;
  return db == NULL || count_waiting (db) != 0 || count_drafts (db) != 0;
}

static gboolean
sign_out (Input *input, gboolean *kept, GError **error)
{
  g_autofree char *folder = sol_account_folder (input->server_folder, input->account);
  int lock = sol_store_files_lock (folder, error);
  gboolean done;

  if (lock < 0)
    return FALSE;
  *kept = !input->discard && has_work (folder);
  done = remove_database (folder, SOL_STORE_PRIVATE_FILE, error) &&
         (*kept || forget (folder, error));
  close (lock);
  return done;
}

static void
sign_out_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gboolean kept = FALSE;
  GError *error = NULL;

  if (sign_out (data, &kept, &error))
    g_task_return_int (task, kept);
  else
    g_task_return_error (task, error);
}

/**
 * sol_account_files_sign_out_async:
 * @discard_work: what waits goes as well: the user was asked
 *
 * Takes what the account could see off this computer. Its work stays while there is any. The store
 * is to be closed.
 *
 * Errors: %SOL_STORE_ERROR_LOCKED when another process has it open
 */
void
sol_account_files_sign_out_async (const char *server_folder,
                                  const char *account,
                                  gboolean discard_work,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = make_task (server_folder, account, cancellable, callback, user_data);

  ((Input *) g_task_get_task_data (task))->discard = discard_work;
  g_task_set_source_tag (task, sol_account_files_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  sol_task_run_in_thread (task, sign_out_in_thread);
}

/**
 * sol_account_files_sign_out_finish:
 * @work_kept: (out) (optional): whether there is work of the account still
 */
gboolean
sol_account_files_sign_out_finish (GAsyncResult *result, gboolean *work_kept, GError **error)
{
  g_autoptr (GError) failed = NULL;
  gssize kept = g_task_propagate_int (G_TASK (result), &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (work_kept != NULL)
    *work_kept = kept != 0;
  return TRUE;
}
