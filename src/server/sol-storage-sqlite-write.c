/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-storage-sqlite-private.h"

/* What there is of a record before it is written. */
typedef struct
{
  gint64 rev; /* 0: nothing */
  gint64 seq;
  char *scope;
  gboolean same;
} Present;

static void
present_clear (Present *self)
{
  g_free (self->scope);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Present, present_clear)

static gboolean
look_up (SolSqlite *writer, const SolStorageWrite *write, Present *present, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (
      writer,
      "SELECT rev, (?4 IS NULL OR scope IS ?3) AND doc IS ?4, seq, scope FROM record "
      "WHERE type = ?1 AND id = ?2",
      error);
  int code;

  if (statement == NULL)
    return FALSE;
  sol_sqlite_bind_text (statement, 1, write->type);
  sol_sqlite_bind_text (statement, 2, write->id);
  sol_sqlite_bind_text (statement, 3, write->scope);
  sol_sqlite_bind_text (statement, 4, write->doc);
  code = sol_sqlite_step (writer, statement, error);
  present->rev = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  present->same = code == SQLITE_ROW && sqlite3_column_int (statement, 1) != 0;
  present->seq = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 2) : 0;
  present->scope = code == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (statement, 3))
                                      : NULL;
  sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
put_row (SolSqlite *writer, const SolStorageWrite *write, GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (
      writer,
      "INSERT INTO record (type, id, scope, doc, rev, seq, changed_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, unixepoch ()) ON CONFLICT (type, id) DO UPDATE SET "
      "scope = excluded.scope, doc = excluded.doc, rev = excluded.rev, seq = excluded.seq, "
      "changed_at = excluded.changed_at",
      error);

  if (statement == NULL)
    return FALSE;
  sol_sqlite_bind_text (statement, 1, write->type);
  sol_sqlite_bind_text (statement, 2, write->id);
  sol_sqlite_bind_text (statement, 3, write->scope);
  sol_sqlite_bind_text (statement, 4, write->doc);
  sqlite3_bind_int64 (statement, 5, write->rev);
  sqlite3_bind_int64 (statement, 6, write->seq);
  return sol_sqlite_finish (writer, statement, error);
}

/* Those who hold it by the scope that it leaves are told so; in its new one it was never gone. */
static gboolean
note_move (SolSqlite *writer, const SolStorageWrite *write, const char *from, GError **error)
{
  return sol_sqlite_execute (writer,
                             "INSERT OR REPLACE INTO moved (scope, type, id, rev, seq, changed_at) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, unixepoch ())",
                             error, "tttii", from, write->type, write->id, write->rev,
                             write->seq) &&
         sol_sqlite_execute (writer, "DELETE FROM moved WHERE scope = ?1 AND type = ?2 AND id = ?3",
                             error, "ttt", write->scope, write->type, write->id);
}

/* One line of a batch; @seq counts on when it changes something. */
gboolean
sol_storage_sqlite_write_record (SolSqlite *writer,
                                 SolStorageWrite *write,
                                 gint64 *seq,
                                 GError **error)
{
  g_auto (Present) present = { 0 };
  SolStorageWrite placed;

  if (!look_up (writer, write, &present, error))
    return FALSE;
  if (write->base_rev >= 0 && write->base_rev != present.rev)
    {
      g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED,
                   "The record %s is no longer at revision %" G_GINT64_FORMAT, write->id,
                   write->base_rev);
      return FALSE;
    }
  write->rev = present.rev;
  write->seq = present.seq;
  write->changed = !present.same && (present.rev > 0 || write->doc != NULL);
  if (!write->changed)
    return TRUE;
  write->rev = present.rev + 1;
  write->seq = ++*seq;
  placed = *write;
  if (write->doc == NULL)
    placed.scope = present.scope;
  return put_row (writer, &placed, error) &&
         (present.scope == NULL || g_str_equal (present.scope, placed.scope) ||
          note_move (writer, &placed, present.scope, error)) &&
         sol_storage_sqlite_derive_access (writer, write, error);
}

static gboolean
write_number (SolSqlite *writer, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return sol_storage_sqlite_write_meta (writer, name, text, error);
}

typedef struct
{
  SolFeedWork work;
  gpointer data;
  gint64 seq; /* out */
} Feed;

static gboolean
work_on_feed (SolSqlite *writer, gpointer data, GError **error)
{
  Feed *feed = data;

  feed->seq = sol_storage_sqlite_get_seq (writer, error);
  return feed->seq >= 0 && feed->work (writer, &feed->seq, feed->data, error) &&
         write_number (writer, "seq", feed->seq, error);
}

/* The caller holds the lock. What wrote something counts. */
static gboolean
run_in_transaction (SolStorageSqlite *self, SolSqliteWork work, gpointer data, GError **error)
{
  SolSqlite *writer = self->writer;
  const gint64 n_before = sol_sqlite_count_changes (writer);
  gint64 n_writes = self->n_writes;

  if (!sol_sqlite_run (writer, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (work (writer, data, error) &&
      (sol_sqlite_count_changes (writer) == n_before ||
       write_number (writer, SOL_META_WRITES, ++n_writes, error)) &&
      sol_sqlite_run (writer, "COMMIT", error))
    {
      self->n_writes = n_writes;
      return TRUE;
    }
  sol_sqlite_reset (writer);
  sol_sqlite_run (writer, "ROLLBACK", NULL);
  return FALSE;
}

/* It is written: that the file beside the database could not be is no failure of it. */
static void
warn_of (gboolean noted, const GError *error)
{
  if (!noted)
    g_warning ("%s", error->message);
}

gboolean
sol_storage_sqlite_write (SolStorageSqlite *self, SolSqliteWork work, gpointer data, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autoptr (GError) warning = NULL;
  const gint64 n_before = self->n_writes;

  if (!run_in_transaction (self, work, data, error))
    return FALSE;
  warn_of (self->n_writes == n_before ||
               sol_sequence_count (self->sequence, self->n_writes, &warning),
           warning);
  return TRUE;
}

gboolean
sol_storage_sqlite_write_feed (SolStorageSqlite *self,
                               SolFeedWork work,
                               gpointer data,
                               GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);
  g_autoptr (GError) warning = NULL;
  Feed feed = { work, data, 0 };

  if (!run_in_transaction (self, work_on_feed, &feed, error))
    return FALSE;
  warn_of (sol_sequence_write (self->sequence, self->feed, feed.seq, self->n_writes, &warning),
           warning);
  g_signal_emit_by_name (self, "written");
  return TRUE;
}

typedef struct
{
  SolStorageWrite *writes;
  guint n_writes;
} Batch;

static gboolean
write_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Batch *batch = data;

  for (guint i = 0; i < batch->n_writes; i++)
    if (!sol_storage_sqlite_write_record (writer, &batch->writes[i], seq, error))
      return FALSE;
  return TRUE;
}

static gboolean
apply (SolStorage *storage, SolStorageWrite *writes, guint n_writes, GError **error)
{
  Batch batch = { writes, n_writes };

  return sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (storage), write_all, &batch, error);
}

gboolean
sol_storage_sqlite_write_meta (SolSqlite *connection,
                               const char *name,
                               const char *value,
                               GError **error)
{
  sqlite3_stmt *statement = sol_sqlite_prepare (
      connection, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  sol_sqlite_bind_text (statement, 1, name);
  sol_sqlite_bind_text (statement, 2, value);
  return sol_sqlite_finish (connection, statement, error);
}

static gboolean
set_meta (SolStorage *storage, const char *name, const char *value, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->writing);

  return sol_storage_sqlite_write_meta (self->writer, name, value, error);
}

static gboolean
purge_all (SolSqlite *writer, gpointer data, GError **error)
{
  gint64 before = *(gint64 *) data;

  return sol_sqlite_execute (
             writer,
             "INSERT OR REPLACE INTO meta (name, value) SELECT 'purged-seq', CAST (MAX (seq) AS "
             "TEXT) FROM (SELECT seq FROM record WHERE doc IS NULL AND changed_at < ?1 UNION ALL "
             "SELECT seq FROM moved WHERE changed_at < ?1) HAVING MAX (seq) IS NOT NULL",
             error, "i", before) &&
         sol_sqlite_execute (writer, "DELETE FROM moved WHERE changed_at < ?1", error, "i",
                             before) &&
         sol_sqlite_execute (writer, "DELETE FROM record WHERE doc IS NULL AND changed_at < ?1",
                             error, "i", before);
}

static gboolean
purge (SolStorage *storage, gint64 before, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (storage), purge_all, &before, error);
}

void
sol_storage_sqlite_writes_init (SolStorageInterface *iface)
{
  iface->apply = apply;
  iface->set_meta = set_meta;
  iface->purge = purge;
}
