/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-scope.h"
#include "model/sol-supplier-looks.h"
#include "server/sol-looks.h"
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-private.h"

/* How often pages of structures were looked at: counts, and nothing of who looked. */

#define DAY (24 * 3600)
#define AHEAD (14 * 3600) /* the first land of the earth to begin a day */
#define MAX_TOLD 200      /* structures of one time */

/* (transfer full): YYYY-MM-DD */
static char *
make_day (gint64 seconds)
{
  g_autofree char *moment = sol_clock_print (seconds);

  return g_strndup (moment, strlen ("YYYY-MM-DD"));
}

static char *
make_oldest_day (gint64 now)
{
  return make_day (now - sol_retention_get (SOL_RETENTION_LOOKS));
}

/* One of a structure that nobody can see is none, nor one of who belongs to it. */
static const char count_sql[] =
    "INSERT INTO look (supplier, month, visitor, n) SELECT s.id, substr (?2, 1, 7), ?3, ?5 FROM "
    "record AS s WHERE s.type = 'supplier' AND s.id = ?1 AND s.scope = 'public' AND s.doc IS NOT "
    "NULL AND NOT EXISTS (SELECT 1 FROM access_grant WHERE account = ?4 AND scope = 'org:' || "
    "json_extract (s.doc, '$.organisation')) ON CONFLICT (supplier, month, visitor) DO UPDATE SET "
    "n = n + excluded.n";

static gboolean
count (SolSqlite *writer,
       const SolLook *look,
       const char *visitor,
       const char *account,
       guint n,
       guint *n_counted,
       GError **error)
{
  const gint64 before = sol_sqlite_count_changes (writer);

  if (!sol_sqlite_execute (writer, count_sql, error, "tttti", look->supplier, look->day, visitor,
                           account, (gint64) n))
    return FALSE;
  if (sol_sqlite_count_changes (writer) == before)
    return TRUE;
  (*n_counted)++;
  return sol_sqlite_execute (
      writer,
      "INSERT INTO looked (supplier, changed, told_at) VALUES (?1, 1, 0) ON CONFLICT (supplier) DO "
      "UPDATE SET changed = 1",
      error, "t", look->supplier);
}

typedef struct
{
  const SolLookBatch *batch;
  gint64 now;
  guint n_counted; /* out */
} Taking;

static const char *
get_column (sqlite3_stmt *row, int column)
{
  return (const char *) sqlite3_column_text (row, column);
}

/* @visitor: (out): as what its account looked; for an organisation that it belongs to */
static gboolean
find_visitor (SolSqlite *writer, const SolLookBatch *batch, SolVisitor *visitor, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      writer,
      "SELECT json_extract (o.doc, '$.kind'), json_extract (o.doc, '$.public_body'), json_extract "
      "(o.doc, '$.siret') FROM record AS o "
      "WHERE o.type = 'organisation' AND o.id = ?1 AND o.doc IS NOT NULL AND EXISTS (SELECT 1 FROM "
      "access_grant WHERE account = ?2 AND scope = 'org:' || o.id)",
      error, "tt", batch->organisation, batch->account);
  const int code = row != NULL ? sol_sqlite_step (writer, row, error) : SQLITE_ERROR;

  *visitor = code == SQLITE_ROW ? sol_visitor_find (batch->kind, get_column (row, 0),
                                                    get_column (row, 1), get_column (row, 2))
                                : sol_visitor_find (batch->kind, NULL, NULL, NULL);
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* @fresh: (out): it was not taken before */
static gboolean
note_batch (SolSqlite *writer, const Taking *taking, gboolean *fresh, GError **error)
{
  const gint64 before = sol_sqlite_count_changes (writer);
  const gboolean done = sol_sqlite_execute (
      writer, "INSERT OR IGNORE INTO look_batch (id, taken_at) VALUES (?1, ?2)", error, "ti",
      taking->batch->id, taking->now);

  *fresh = sol_sqlite_count_changes (writer) > before;
  return done;
}

static gboolean
take_all (SolSqlite *writer, gpointer data, GError **error)
{
  Taking *taking = data;
  const SolLookBatch *batch = taking->batch;
  g_autofree char *oldest = make_oldest_day (taking->now);
  g_autofree char *latest = make_day (taking->now + AHEAD);
  gboolean fresh;
  SolVisitor visitor;

  if (!note_batch (writer, taking, &fresh, error))
    return FALSE;
  if (!fresh)
    return TRUE;
  if (!find_visitor (writer, batch, &visitor, error))
    return FALSE;
  for (guint i = 0; i < batch->looks->len; i++)
    {
      const SolLook *look = batch->looks->pdata[i];

      if (strcmp (look->day, oldest) >= 0 && strcmp (look->day, latest) <= 0 &&
          !count (writer, look, sol_visitor_get_name (visitor), batch->account, 1,
                  &taking->n_counted, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take (SolLooks *looks, const SolLookBatch *batch, gint64 now, guint *n_counted, GError **error)
{
  Taking taking = { batch, now, 0 };
  const gboolean done = sol_storage_sqlite_write (SOL_STORAGE_SQLITE (looks), take_all, &taking,
                                                  error);

  *n_counted = taking.n_counted;
  return done;
}

typedef struct
{
  GHashTable *counts;
  char *day;
} Adding;

static gboolean
add_all (SolSqlite *writer, gpointer data, GError **error)
{
  const Adding *adding = data;
  GHashTableIter iter;
  gpointer supplier, n;
  guint n_counted = 0;

  g_hash_table_iter_init (&iter, adding->counts);
  while (g_hash_table_iter_next (&iter, &supplier, &n))
    if (!count (writer, &(const SolLook){ supplier, adding->day },
                sol_visitor_get_name (SOL_VISITOR_WEB), NULL, GPOINTER_TO_UINT (n), &n_counted,
                error))
      return FALSE;
  return TRUE;
}

static gboolean
add_web (SolLooks *looks, GHashTable *counts, gint64 now, GError **error)
{
  g_autofree char *day = make_day (now);
  Adding adding = { counts, day };

  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (looks), add_all, &adding, error);
}

/* Those whose organisation was not told since a day: with the whole text of what it is told, unless
 * none has that structure any more. */
static const char due_sql[] =
    "SELECT l.supplier, json_extract (s.doc, '$.organisation'), json_object ('supplier', "
    "l.supplier, 'counts', (SELECT json_group_array (json_object ('id', month || '-' || visitor, "
    "'month', month, 'visitor', visitor, 'n', n)) FROM (SELECT month, visitor, n FROM look WHERE "
    "supplier = l.supplier ORDER BY month, visitor))) FROM looked AS l LEFT JOIN record AS s ON "
    "s.type = 'supplier' AND s.id = l.supplier WHERE l.changed = 1 AND l.told_at <= ?1 ORDER BY "
    "l.told_at LIMIT ?2";

typedef struct
{
  char *supplier;
  char *organisation; /* (nullable) */
  char *doc;
} Due;

static void
due_free (gpointer data)
{
  Due *self = data;

  g_free (self->supplier);
  g_free (self->organisation);
  g_free (self->doc);
  g_free (self);
}

/* (transfer full) (nullable) */
static GPtrArray *
list_due (SolSqlite *connection, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (due_free);
  sqlite3_stmt *row = sol_sqlite_bind (connection, due_sql, error, "ii", now - DAY,
                                       (gint64) MAX_TOLD);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (connection, row, error)) == SQLITE_ROW)
    {
      Due *due = g_new0 (Due, 1);

      due->supplier = g_strdup ((const char *) sqlite3_column_text (row, 0));
      due->organisation = g_strdup ((const char *) sqlite3_column_text (row, 1));
      due->doc = g_strdup ((const char *) sqlite3_column_text (row, 2));
      g_ptr_array_add (found, due);
    }
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

/* Of a structure that nobody has yet the counts wait: who takes it over reads them. */
static gboolean
tell_one (SolSqlite *writer, gint64 *seq, const Due *due, gint64 now, GError **error)
{
  g_autofree char *id = sol_supplier_looks_make_id (due->supplier);
  g_autofree char *scope = due->organisation != NULL
                               ? sol_scope_new (SOL_SCOPE_KIND_ORG, due->organisation)
                               : NULL;
  SolStorageWrite write = { "supplier_looks", id, scope, scope != NULL ? due->doc : NULL, -1 };

  return sol_storage_sqlite_write_record (writer, &write, seq, error) &&
         sol_sqlite_execute (writer,
                             "UPDATE looked SET changed = ?2, told_at = ?3 WHERE supplier = ?1",
                             error, "tii", due->supplier, (gint64) (scope == NULL), now);
}

static gboolean
tell_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  const gint64 now = *(gint64 *) data;
  g_autoptr (GPtrArray) due = list_due (writer, now, error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    if (!tell_one (writer, seq, due->pdata[i], now, error))
      return FALSE;
  return due != NULL;
}

/* Looked at first without the lock of those who write: most times there is nothing. */
static gboolean
tell (SolLooks *looks, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (looks);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (GPtrArray) due = reader != NULL ? list_due (reader, now, error) : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  if (due == NULL)
    return FALSE;
  return due->len == 0 || sol_storage_sqlite_write_feed (self, tell_all, &now, error);
}

void
sol_storage_sqlite_looks_init (SolLooksInterface *iface)
{
  iface->take = take;
  iface->add_web = add_web;
  iface->tell = tell;
}
