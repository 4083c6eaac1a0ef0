/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/sol-storage-sqlite-uploads-private.h"

/* A part is on the disk before the database counts it: after a crash the file may be longer than
 * what is counted, and is written over from there. The lock on the file keeps two parts that come
 * at once from mixing, and each looks again once it has the lock. */

#define COLUMNS "owner, hash, account, size, type, at, state, reason"

static SolUpload *
read_row (sqlite3_stmt *row)
{
  SolUpload *self = g_new0 (SolUpload, 1);

  self->owner = g_strdup ((const char *) sqlite3_column_text (row, 0));
  self->hash = g_strdup ((const char *) sqlite3_column_text (row, 1));
  self->account = g_strdup ((const char *) sqlite3_column_text (row, 2));
  self->size = sqlite3_column_int64 (row, 3);
  self->media_type = g_strdup ((const char *) sqlite3_column_text (row, 4));
  self->at = sqlite3_column_int64 (row, 5);
  self->state = (SolUploadState) sqlite3_column_int (row, 6);
  self->reason = g_strdup ((const char *) sqlite3_column_text (row, 7));
  return self;
}

/* (transfer full) (nullable): %NULL without an error when there is none */
SolUpload *
sol_storage_sqlite_find_upload (SolSqlite *connection,
                                const char *owner,
                                const char *hash,
                                GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      connection, "SELECT " COLUMNS " FROM upload WHERE owner = ?1 AND hash = ?2", error, "tt",
      owner, hash);
  SolUpload *found = NULL;

  if (row == NULL)
    return NULL;
  if (sol_sqlite_step (connection, row, error) == SQLITE_ROW)
    found = read_row (row);
  sqlite3_reset (row);
  return found;
}

static SolUpload *
find (SolUploads *uploads, const char *owner, const char *hash, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  SolUpload *found = NULL;

  if (reader == NULL)
    return NULL;
  found = sol_storage_sqlite_find_upload (reader, owner, hash, error);
  sol_storage_sqlite_give_reader (self, reader);
  return found;
}

typedef struct
{
  SolStorageSqlite *self;
  const SolUpload *upload;
  gint64 now;
  SolUpload *found; /* out */
} Change;

/* Beside what the account sent already, without this one. */
static gboolean
check_quota (SolSqlite *writer, const SolUpload *wanted, gboolean *has_room, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT coalesce (sum (size), 0), count (*) FROM upload WHERE account = ?1 AND state != ?2 "
      "AND NOT (owner = ?3 AND hash = ?4)",
      error, "titt", wanted->account, (gint64) SOL_UPLOAD_REFUSED, wanted->owner, wanted->hash);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *has_room = code == SQLITE_ROW &&
              sqlite3_column_int64 (row, 0) + wanted->size <= SOL_UPLOAD_QUOTA &&
              sqlite3_column_int64 (row, 1) < SOL_UPLOADS_MOST;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW;
}

/* Who is refused again and again is not told why of each for a week. */
static gboolean
forget_refusals (SolSqlite *writer, const SolUpload *wanted, GError **error)
{
  return sol_sqlite_execute (writer,
                             "DELETE FROM upload WHERE account = ?1 AND state = ?2 AND ?3 <= "
                             "(SELECT count (*) FROM upload WHERE account = ?1 AND state = ?2)",
                             error, "tii", wanted->account, (gint64) SOL_UPLOAD_REFUSED,
                             (gint64) SOL_UPLOADS_MOST);
}

/* Of what is refused nothing is kept but the reason. */
static void
remove_part (SolStorageSqlite *self, const SolUpload *upload)
{
  g_autofree char *path = sol_storage_sqlite_make_part_path (self, upload);

  g_unlink (path);
}

/* What the database tells as whole may have gone with a disk, or not come back with a backup. */
gboolean
sol_storage_sqlite_has_sent (SolStorageSqlite *self, const SolUpload *upload)
{
  g_autofree char *path = sol_storage_sqlite_make_sent_path (self, upload->hash);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What it tells as received, too: what is sent then would go behind a hole. */
static gboolean
has_part (SolStorageSqlite *self, const SolUpload *upload)
{
  g_autofree char *path = sol_storage_sqlite_make_part_path (self, upload);
  GStatBuf about;

  return upload->at == 0 || (g_stat (path, &about) == 0 && about.st_size >= upload->at);
}

/* Kept for as long as if it had just come: who asks is about to name it. */
static gboolean
touch (SolSqlite *writer, const SolUpload *found, gint64 now, GError **error)
{
  return sol_sqlite_execute (writer,
                             "UPDATE upload SET touched_at = ?3 WHERE owner = ?1 AND hash = ?2",
                             error, "tti", found->owner, found->hash, now);
}

/* Whether what is known of it is good to go on from. */
static gboolean
goes_on (SolStorageSqlite *self, const SolUpload *found, const SolUpload *wanted)
{
  switch (found->state)
    {
    case SOL_UPLOAD_RECEIVING:
      return found->size == wanted->size && has_part (self, found);
    case SOL_UPLOAD_CHECKING:
      return has_part (self, found) || sol_storage_sqlite_has_sent (self, found);
    case SOL_UPLOAD_WHOLE:
      return sol_storage_sqlite_has_sent (self, found);
    case SOL_UPLOAD_REFUSED:
    default:
      return FALSE;
    }
}

static gboolean
begin_in (SolSqlite *writer, gpointer data, GError **error)
{
  Change *change = data;
  const SolUpload *wanted = change->upload;
  gboolean has_room;
  g_autoptr (GError) cause = NULL;
  g_autoptr (SolUpload)
      found = sol_storage_sqlite_find_upload (writer, wanted->owner, wanted->hash, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (found != NULL && goes_on (change->self, found, wanted))
    {
      change->found = g_steal_pointer (&found);
      return touch (writer, change->found, change->now, error);
    }
  if (!check_quota (writer, wanted, &has_room, error) || !forget_refusals (writer, wanted, error) ||
      !sol_sqlite_execute (
          writer,
          "INSERT OR REPLACE INTO upload (owner, hash, account, size, type, at, state, reason, "
          "touched_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)",
          error, "tttititi", wanted->owner, wanted->hash, wanted->account, wanted->size,
          wanted->media_type, (gint64) (has_room ? SOL_UPLOAD_RECEIVING : SOL_UPLOAD_REFUSED),
          has_room ? NULL : "quota", change->now))
    return FALSE;
  if (!has_room)
    remove_part (change->self, wanted);
  change->found = sol_storage_sqlite_find_upload (writer, wanted->owner, wanted->hash, error);
  return change->found != NULL;
}

static SolUpload *
begin (SolUploads *uploads, const SolUpload *wanted, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  Change change = { self, wanted, now, NULL };

  if (sol_storage_sqlite_write (self, begin_in, &change, error))
    return change.found;
  g_clear_pointer (&change.found, sol_upload_free);
  return NULL;
}

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED,
                       "Another part came first");
  return FALSE;
}

static gboolean
write_part (int file, const char *part, gsize size, gint64 at)
{
  gsize done = 0;

  while (done < size)
    {
      gssize written = pwrite (file, part + done, size - done, at + (gint64) done);

      if (written < 0 && errno != EINTR)
        return FALSE;
      done += (gsize) MAX (written, 0);
    }
  return fdatasync (file) == 0;
}

static gboolean
count_part (SolSqlite *writer, gpointer data, GError **error)
{
  const Change *change = data;
  const SolUpload *after = change->found;

  return sol_sqlite_execute (
      writer,
      "UPDATE upload SET at = ?3, state = ?4, touched_at = ?5 WHERE owner = ?1 AND hash = ?2",
      error, "ttiii", after->owner, after->hash, after->at, (gint64) after->state, change->now);
}

/* With the lock on the file, which is the one that the row counts. */
static gboolean
append_locked (Change *change, int file, const char *part, gsize size, GError **error)
{
  const SolUpload *upload = change->upload;
  SolUpload *after = find (SOL_UPLOADS (change->self), upload->owner, upload->hash, error);

  change->found = after;
  if (after == NULL || after->state != SOL_UPLOAD_RECEIVING || after->at != upload->at)
    return error != NULL && *error != NULL ? FALSE : refuse_changed (error);
  if (!write_part (file, part, size, after->at))
    return sol_storage_sqlite_refuse_file (error, upload->hash, errno);
  after->at += (gint64) size;
  if (after->at == after->size)
    after->state = SOL_UPLOAD_CHECKING;
  return sol_storage_sqlite_write (change->self, count_part, change, error);
}

static SolUpload *
append (SolUploads *uploads,
        const SolUpload *upload,
        const char *part,
        gsize size,
        gint64 now,
        GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  g_autofree char *path = sol_storage_sqlite_make_part_path (self, upload);
  Change change = { self, upload, now, NULL };
  int file = sol_storage_sqlite_make_uploads_folder (self, error)
                 ? open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)
                 : -1;
  g_autoptr (GError) cause = NULL;

  if (file < 0)
    {
      if (error == NULL || *error == NULL)
        sol_storage_sqlite_refuse_file (error, path, errno);
      return NULL;
    }
  if (flock (file, LOCK_EX) != 0)
    sol_storage_sqlite_refuse_file (&cause, path, errno);
  else
    append_locked (&change, file, part, size, &cause);
  close (file);
  if (cause == NULL)
    return change.found;
  g_clear_pointer (&change.found, sol_upload_free);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static GPtrArray *
read_rows (SolSqlite *reader, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_upload_free);
  sqlite3_stmt *row = sol_sqlite_bind (
      reader, "SELECT " COLUMNS " FROM upload WHERE state = ?1 ORDER BY touched_at", error, "i",
      (gint64) SOL_UPLOAD_CHECKING);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    g_ptr_array_add (rows, read_row (row));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

static GPtrArray *
list_unchecked (SolUploads *uploads, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  GPtrArray *rows = reader != NULL ? read_rows (reader, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return rows;
}

/* It may have its name already, when the server ended before the database told of it. */
static int
open_sent (SolUploads *uploads, const SolUpload *upload, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  g_autofree char *path = sol_storage_sqlite_make_part_path (self, upload);
  g_autofree char *sent = sol_storage_sqlite_make_sent_path (self, upload->hash);
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (file < 0 && errno == ENOENT)
    file = open (sent, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0)
    sol_storage_sqlite_refuse_file (error, path, errno);
  return file;
}

void
sol_storage_sqlite_uploads_init (SolUploadsInterface *iface)
{
  iface->begin = begin;
  iface->find = find;
  iface->append = append;
  iface->list_unchecked = list_unchecked;
  iface->open_sent = open_sent;
}
