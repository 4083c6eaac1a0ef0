/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-uploads-private.h"

/* Attachments that arrived, until no record names them: files by their hash, apart from those that
 * the house put there, which nobody's uploads may take away. */

static char *
make_folder_path (SolStorageSqlite *self)
{
  return g_strconcat (self->path, ".uploads", NULL);
}

static char *
make_path (SolStorageSqlite *self, const char *name)
{
  g_autofree char *folder = make_folder_path (self);

  return g_build_filename (folder, name, NULL);
}

/* One's parts are his own: another's of the same hash say nothing of it. */
char *
sol_storage_sqlite_make_part_path (SolStorageSqlite *self, const SolUpload *upload)
{
  g_autofree char *name = g_strdup_printf ("%s.%s.part", upload->owner, upload->hash);

  return make_path (self, name);
}

char *
sol_storage_sqlite_make_sent_path (SolStorageSqlite *self, const char *hash)
{
  return make_path (self, hash);
}

static char *
make_shown_path (SolStorageSqlite *self, const char *hash, guint side)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", hash, side);

  return make_path (self, name);
}

gboolean
sol_storage_sqlite_make_uploads_folder (SolStorageSqlite *self, GError **error)
{
  g_autofree char *path = make_folder_path (self);

  return g_mkdir_with_parents (path, 0700) == 0 ||
         sol_storage_sqlite_refuse_file (error, path, errno);
}

/* The names in the folder are on the disk. */
static gboolean
sync_folder (SolStorageSqlite *self, GError **error)
{
  g_autofree char *path = make_folder_path (self);
  int folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = folder >= 0 && fsync (folder) == 0;
  int cause = errno;

  if (folder >= 0)
    close (folder);
  return synced || sol_storage_sqlite_refuse_file (error, path, cause);
}

typedef struct
{
  SolStorageSqlite *self;
  const SolUpload *upload;
  GPtrArray *shown;
  gint64 now;
} Settling;

static gboolean
write_shown (SolSqlite *writer, const Settling *settling, const SolShown *shown, GError **error)
{
  const char *hash = settling->upload->hash;
  g_autofree char *path = make_shown_path (settling->self, hash, shown->side);
  g_autofree char *own = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, shown->picture);
  gsize size;
  const char *data = g_bytes_get_data (shown->picture, &size);

  return g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error) &&
         sol_sqlite_execute (writer,
                             "INSERT OR REPLACE INTO shown (hash, side, shown) VALUES (?1, ?2, ?3)",
                             error, "tit", hash, (gint64) shown->side, own);
}

static gboolean
keep_file (const Settling *settling, GError **error)
{
  g_autofree char *part = sol_storage_sqlite_make_part_path (settling->self, settling->upload);
  g_autofree char *path = sol_storage_sqlite_make_sent_path (settling->self,
                                                             settling->upload->hash);

  if (settling->upload->state != SOL_UPLOAD_WHOLE)
    return g_unlink (part) == 0 || errno == ENOENT ||
           sol_storage_sqlite_refuse_file (error, part, errno);
  return (g_rename (part, path) == 0 ||
          (errno == ENOENT && g_file_test (path, G_FILE_TEST_EXISTS)) ||
          sol_storage_sqlite_refuse_file (error, part, errno)) &&
         sync_folder (settling->self, error);
}

/* The file first: the database tells of none that is not there. */
static gboolean
settle_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Settling *settling = data;
  const SolUpload *upload = settling->upload;
  const SolAudit audit = { upload->account,
                           NULL,
                           "",
                           upload->state == SOL_UPLOAD_WHOLE ? "upload" : "refuse-upload",
                           upload->hash,
                           upload->owner };

  for (guint i = 0; i < settling->shown->len; i++)
    if (!write_shown (writer, settling, settling->shown->pdata[i], error))
      return FALSE;
  return keep_file (settling, error) &&
         sol_sqlite_execute (writer,
                             "UPDATE upload SET state = ?3, type = ?4, reason = ?5, touched_at = "
                             "?6 WHERE owner = ?1 AND hash = ?2",
                             error, "ttitti", upload->owner, upload->hash, (gint64) upload->state,
                             upload->media_type, upload->reason, settling->now) &&
         sol_storage_sqlite_write_audit (writer, &audit, error);
}

static gboolean
settle (SolUploads *uploads, const SolUpload *upload, GPtrArray *shown, gint64 now, GError **error)
{
  Settling settling = { SOL_STORAGE_SQLITE (uploads), upload, shown, now };

  return sol_storage_sqlite_write (settling.self, settle_in, &settling, error);
}

static gboolean
find_shown (SolSqlite *reader,
            const char *hash,
            guint wanted,
            guint *side,
            char **shown,
            GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (reader,
                                       "SELECT side, shown FROM shown WHERE hash = ?1 "
                                       "ORDER BY side < ?2, abs (side - ?2) LIMIT 1",
                                       error, "ti", hash, (gint64) wanted);
  int code = row != NULL ? sol_sqlite_step (reader, row, error) : SQLITE_ERROR;

  if (code == SQLITE_ROW)
    {
      *side = (guint) sqlite3_column_int (row, 0);
      *shown = g_strdup ((const char *) sqlite3_column_text (row, 1));
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW;
}

static int
open_shown (SolUploads *uploads, const char *hash, guint wanted, char **shown, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (uploads);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autofree char *path = NULL;
  guint side = 0;
  gboolean found;
  int file;

  if (reader == NULL)
    return -1;
  found = find_shown (reader, hash, wanted, &side, shown, error);
  sol_storage_sqlite_give_reader (self, reader);
  if (!found)
    return -1;
  path = make_shown_path (self, hash, side);
  file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0 && errno != ENOENT)
    sol_storage_sqlite_refuse_file (error, path, errno);
  return file;
}

/* What two columns of text say, one after the other. */
static GStrv
read_pairs (SolSqlite *writer, sqlite3_stmt *row, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    for (int i = 0; i < 2; i++)
      g_strv_builder_add (builder, (const char *) sqlite3_column_text (row, i));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_strv_builder_end (builder) : NULL;
}

static gboolean
forget_shown (SolStorageSqlite *self, SolSqlite *writer, const char *hash, GError **error)
{
  g_auto (GStrv) sides = read_pairs (
      writer,
      sol_sqlite_bind (writer, "SELECT side, '' FROM shown WHERE hash = ?1", error, "t", hash),
      error);

  for (guint i = 0; sides != NULL && sides[i] != NULL; i += 2)
    {
      g_autofree char *path = make_shown_path (self, hash,
                                               (guint) g_ascii_strtoull (sides[i], NULL, 10));

      g_unlink (path);
    }
  return sides != NULL &&
         sol_sqlite_execute (writer, "DELETE FROM shown WHERE hash = ?1", error, "t", hash);
}

static gboolean
is_sent (SolSqlite *writer, const char *hash, gboolean *sent, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (writer,
                                       "SELECT 1 FROM upload WHERE hash = ?1 AND state = ?2", error,
                                       "ti", hash, (gint64) SOL_UPLOAD_WHOLE);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *sent = code == SQLITE_ROW;
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
forget (SolStorageSqlite *self, SolSqlite *writer, char *owner, char *hash, GError **error)
{
  const SolUpload upload = { .owner = owner, .hash = hash };
  g_autofree char *part = sol_storage_sqlite_make_part_path (self, &upload);
  g_autofree char *path = sol_storage_sqlite_make_sent_path (self, hash);
  gboolean sent;

  g_unlink (part);
  if (!sol_sqlite_execute (writer, "DELETE FROM upload WHERE owner = ?1 AND hash = ?2", error, "tt",
                           owner, hash) ||
      !is_sent (writer, hash, &sent, error))
    return FALSE;
  if (sent)
    return TRUE;
  g_unlink (path);
  return forget_shown (self, writer, hash, error);
}

typedef struct
{
  SolStorageSqlite *self;
  gint64 now;
} Purge;

/* The files go before the rows: what has a row without a file is sent again. */
static gboolean
purge_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Purge *purge = data;
  g_auto (GStrv) old = NULL;

  if (!sol_storage_sqlite_purge_uses (writer, error))
    return FALSE;
  old = read_pairs (writer,
                    sol_sqlite_bind (writer,
                                     "SELECT owner, hash FROM upload AS u WHERE touched_at < ?1 "
                                     "AND (state != ?2 OR NOT EXISTS (SELECT 1 FROM blob_use AS b "
                                     "WHERE b.hash = u.hash UNION ALL SELECT 1 FROM history_blob "
                                     "AS h WHERE h.hash = u.hash))",
                                     error, "ii",
                                     purge->now - sol_retention_get (SOL_RETENTION_UPLOADS),
                                     (gint64) SOL_UPLOAD_WHOLE),
                    error);
  for (guint i = 0; old != NULL && old[i] != NULL; i += 2)
    if (!forget (purge->self, writer, old[i], old[i + 1], error))
      return FALSE;
  return old != NULL;
}

static gboolean
purge (SolUploads *uploads, gint64 now, GError **error)
{
  Purge purge = { SOL_STORAGE_SQLITE (uploads), now };

  return sol_storage_sqlite_write (purge.self, purge_in, &purge, error);
}

typedef struct
{
  SolStorageSqlite *self;
  const SolUpload *upload;
} Removal;

/* By a record of its owner, also by one that he may bring back, or that named it before, or by what
 * all see of it: of another's records nothing is told. */
static gboolean
check_unused (SolSqlite *writer, const SolUpload *upload, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT 1 FROM blob_use AS b JOIN record AS r ON r.type = b.type AND r.id = b.id WHERE b.hash"
      " = ?1 AND r.scope IN (?2, ?3) UNION ALL SELECT 1 FROM history_blob AS b JOIN history AS h "
      "ON "
      "h.key = b.entry JOIN record AS r ON r.type = h.type AND r.id = h.id WHERE b.hash = ?1 AND "
      "r.scope = ?2 UNION ALL SELECT 1 FROM upload WHERE hash = ?1 AND owner = ?2"
      " AND state = ?4",
      error, "ttti", upload->hash, upload->owner, SOL_SCOPE_PUBLIC, (gint64) SOL_UPLOAD_CHECKING);
  int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  if (row != NULL)
    sqlite3_reset (row);
  if (code == SQLITE_ROW)
    g_set_error_literal (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED,
                         "A record names it, or it is being looked at");
  return code == SQLITE_DONE;
}

static gboolean
remove_in (SolSqlite *writer, gpointer data, GError **error)
{
  const Removal *removal = data;

  return check_unused (writer, removal->upload, error) &&
         forget (removal->self, writer, removal->upload->owner, removal->upload->hash, error);
}

static gboolean
remove_upload (SolUploads *uploads, const SolUpload *upload, GError **error)
{
  Removal removal = { SOL_STORAGE_SQLITE (uploads), upload };

  return sol_storage_sqlite_write (removal.self, remove_in, &removal, error);
}

void
sol_storage_sqlite_sent_init (SolUploadsInterface *iface)
{
  iface->settle = settle;
  iface->open_shown = open_shown;
  iface->purge = purge;
  iface->remove = remove_upload;
}
