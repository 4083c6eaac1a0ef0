/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>

#include "model/sol-media.h"
#include "model/sol-model-error.h"
#include "store/sol-account-attach-private.h"
#include "store/sol-store-error.h"

/* Attached files on the disk, and what user.db knows of them. */

#define FOLDER "blobs"

static gboolean
refuse (GError **error, const char *why)
{
  const char *const arguments[] = { why, NULL };

  sol_model_error_set (error, SOL_MODEL_ERROR_UNKNOWN_BLOB, arguments,
                       "Pictures in PNG, JPEG or WebP and PDFs may be attached, up to 50 MiB");
  return FALSE;
}

gboolean
sol_attachment_check_size (goffset size, GError **error)
{
  return size <= SOL_ATTACHMENT_MAX || refuse (error, "too-large");
}

char *
sol_attachment_make_path (const char *folder, const char *hash)
{
  return g_build_filename (folder, FOLDER, hash, NULL);
}

static gboolean
write_file (const char *path, GBytes *content, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) cause = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (
          path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content),
          G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause))
    return TRUE;
  g_set_error_literal (error, SOL_STORE_ERROR,
                       g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                           ? SOL_STORE_ERROR_FULL
                           : SOL_STORE_ERROR_FAILED,
                       cause->message);
  return FALSE;
}

/**
 * sol_attachment_save: (skip)
 * @blob: (inout): with its name; told the rest
 *
 * Blocks until it is on the disk.
 */
gboolean
sol_attachment_save (const char *folder, GBytes *content, SolBlob *blob, GError **error)
{
  const char *media_type = sol_media_find_type (content);
  g_autofree char *path = NULL;

  if (!sol_attachment_check_size ((goffset) g_bytes_get_size (content), error))
    return FALSE;
  if (media_type == NULL)
    return refuse (error, "unknown-type");
  /* Pictures are looked at as a whole, where they are made light. */
  if (g_str_equal (media_type, "application/pdf") && !sol_media_is_whole (content))
    return refuse (error, "damaged");
  blob->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  blob->media_type = g_strdup (media_type);
  blob->size = (gint64) g_bytes_get_size (content);
  path = sol_attachment_make_path (folder, blob->hash);
  return write_file (path, content, error);
}

/* Before the rows that tell of them: a file too many is no harm. */
gboolean
sol_attachment_move_all (const char *from, const char *to, GError **error)
{
  g_autofree char *source = g_build_filename (from, FOLDER, NULL);
  g_autofree char *target = g_build_filename (to, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (source, 0, NULL);
  const char *name;

  g_mkdir_with_parents (target, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (source, name, NULL);
      g_autofree char *moved = sol_attachment_make_path (to, name);

      if (g_rename (path, moved) == 0)
        continue;
      g_set_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_FAILED, "%s: %s", moved,
                   g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static const char *
get_owner (const SolAttachment *attachment)
{
  return attachment->organisation != NULL ? attachment->organisation : "";
}

/* What was sent once is sent again: the server forgets what no record names. */
gboolean
sol_attachment_put (SolDatabase *db, const SolAttachment *attachment, gint64 now, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "INSERT OR REPLACE INTO attachment (hash, organisation, name, type, size, created_at)"
      " VALUES (:hash, :organisation, :name, :type, :size, :now)",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":hash", attachment->blob->hash);
  sol_database_bind_text (statement, ":organisation", get_owner (attachment));
  sol_database_bind_text (statement, ":name", attachment->blob->name);
  sol_database_bind_text (statement, ":type", attachment->blob->media_type);
  sol_database_bind_number (statement, ":size", attachment->blob->size);
  sol_database_bind_number (statement, ":now", now);
  return sol_database_finish (db, statement, error);
}

static SolAttachment *
read_row (sqlite3_stmt *row)
{
  SolAttachment *self = g_new0 (SolAttachment, 1);
  const char *owner = (const char *) sqlite3_column_text (row, 1);

  self->blob = g_new0 (SolBlob, 1);
  self->blob->hash = g_strdup ((const char *) sqlite3_column_text (row, 0));
  self->organisation = *owner != '\0' ? g_strdup (owner) : NULL;
  self->blob->name = g_strdup ((const char *) sqlite3_column_text (row, 2));
  self->blob->media_type = g_strdup ((const char *) sqlite3_column_text (row, 3));
  self->blob->size = sqlite3_column_int64 (row, 4);
  return self;
}

static GPtrArray *
read_rows (SolDatabase *db, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray)
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_attachment_free);
  g_autoptr (GError) failed = NULL;

  if (statement == NULL)
    return NULL;
  while (sol_database_step (db, statement, &failed))
    g_ptr_array_add (rows, read_row (statement));
  sqlite3_reset (statement);
  if (failed == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

#define COLUMNS "hash, organisation, name, type, size"

static gpointer
list_unsent (SolDatabase *db, gpointer data, GError **error)
{
  return read_rows (db,
                    sol_database_prepare (
                        db,
                        "SELECT " COLUMNS " FROM attachment AS a WHERE sent = 0 AND EXISTS (SELECT "
                        "1 FROM entry AS e WHERE e.state = 0 AND ifnull (e.organisation, '') = "
                        "a.organisation AND instr (e.body, a.hash) > 0) AND NOT EXISTS (SELECT 1 "
                        "FROM meta WHERE name = 'files-held' AND value) ORDER BY created_at",
                        error),
                    error);
}

/* (transfer full) (element-type SolAttachment) (nullable): those that his own work here names */
GPtrArray *
sol_attachment_list_named (SolDatabase *db, GError **error)
{
  return read_rows (
      db,
      sol_database_prepare (
          db,
          "SELECT " COLUMNS " FROM attachment AS a WHERE EXISTS (SELECT 1 FROM entry WHERE state"
          " < 6 AND instr (body, a.hash) > 0) OR EXISTS (SELECT 1 FROM draft WHERE instr (doc,"
          " a.hash) > 0) ORDER BY created_at",
          error),
      error);
}

/* Those that a mutation waits for, unless they are held. */
void
sol_account_store_list_unsent_async (SolAccountStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_list_unsent_async, cancellable,
                                             callback, user_data, &input);

  sol_account_store_run (self, SOL_STORE_READ_USER, task, list_unsent,
                         (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_account_store_list_unsent_finish:
 *
 * Returns: (transfer full) (element-type SolAttachment) (nullable): in the order he attached them
 */
GPtrArray *
sol_account_store_list_unsent_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
set_sent (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE attachment SET sent = 1 WHERE hash = :hash AND organisation = :organisation",
      error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":hash", input->id);
  sol_database_bind_text (statement, ":organisation",
                          input->organisation != NULL ? input->organisation : "");
  return GINT_TO_POINTER (sol_database_finish (db, statement, error));
}

/* The server has it, or said that it does not take it: what names it is to be sent now. */
void
sol_account_store_set_sent_async (SolAccountStore *self,
                                  const SolAttachment *attachment,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_set_sent_async, cancellable,
                                             callback, user_data, &input);

  input->id = g_strdup (attachment->blob->hash);
  input->organisation = g_strdup (attachment->organisation);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, set_sent, NULL);
}

gboolean
sol_account_store_set_sent_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
hold (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "INSERT OR REPLACE INTO meta VALUES ('files-held', :held)", error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_number (statement, ":held", input->number);
  return GINT_TO_POINTER (sol_database_finish (db, statement, error));
}

/**
 * sol_account_store_hold_files_async:
 * @held: whether no file is to be sent until this says otherwise, at the next start neither
 */
void
sol_account_store_hold_files_async (SolAccountStore *self,
                                    gboolean held,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_hold_files_async, cancellable,
                                             callback, user_data, &input);

  input->number = held;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, hold, NULL);
}

gboolean
sol_account_store_hold_files_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gboolean
forget (SolDatabase *db, const char *folder, const SolAttachment *attachment, GError **error)
{
  g_autofree char *path = sol_attachment_make_path (folder, attachment->blob->hash);
  sqlite3_stmt *statement = sol_database_prepare (
      db, "DELETE FROM attachment WHERE hash = :hash AND organisation = :organisation", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":hash", attachment->blob->hash);
  sol_database_bind_text (statement, ":organisation", get_owner (attachment));
  g_unlink (path);
  return sol_database_finish (db, statement, error);
}

static gboolean
is_known (SolDatabase *db, const char *hash, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (db, "SELECT 1 FROM attachment WHERE hash = :hash",
                                                  error);
  gboolean known;

  if (statement == NULL)
    return TRUE;
  sol_database_bind_text (statement, ":hash", hash);
  known = sol_database_step (db, statement, error);
  sqlite3_reset (statement);
  return known;
}

/* What was saved by one who was killed before its row was written. */
static gboolean
purge_strays (SolDatabase *db, const char *folder, gint64 before, GError **error)
{
  g_autofree char *blobs = g_build_filename (folder, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (blobs, 0, NULL);
  g_autoptr (GError) failed = NULL;
  const char *name;

  while (dir != NULL && failed == NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (blobs, name, NULL);
      GStatBuf info;

      if (g_stat (path, &info) == 0 && (gint64) info.st_mtime < before / 1000 &&
          !is_known (db, name, &failed) && failed == NULL)
        g_unlink (path);
    }
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

/**
 * sol_attachment_purge: (skip)
 * @before: milliseconds since 1970
 *
 * Forgets the files that were attached before then, and that nothing here still waits to send or
 * is written with.
 */
gboolean
sol_attachment_purge (SolDatabase *db, const char *folder, gint64 before, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "SELECT " COLUMNS " FROM attachment AS a WHERE created_at < :before"
      " AND NOT EXISTS (SELECT 1 FROM entry WHERE state <= 6 AND instr (body, a.hash) > 0)"
      " AND NOT EXISTS (SELECT 1 FROM draft WHERE instr (doc, a.hash) > 0)"
      " AND NOT EXISTS (SELECT 1 FROM attachment AS b WHERE b.hash = a.hash"
      " AND b.created_at >= :before)",
      error);
  g_autoptr (GPtrArray) old = NULL;

  if (statement == NULL)
    return FALSE;
  sol_database_bind_number (statement, ":before", before);
  old = read_rows (db, statement, error);
  for (guint i = 0; old != NULL && i < old->len; i++)
    if (!forget (db, folder, old->pdata[i], error))
      return FALSE;
  return old != NULL && purge_strays (db, folder, before, error);
}
