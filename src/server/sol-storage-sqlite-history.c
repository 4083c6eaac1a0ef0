/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-record-registry.h"
#include "model/sol-replaced.h"
#include "server/sol-authz.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What was written in place of what, by whom: in the transaction that does it. */

#define MOST (1024 * 1024) /* bytes of one record: the oldest go */
#define PAGE (96 * 1024)   /* bytes after which no line begins */
#define LINE 200           /* bytes that a line counts for beside what it says */

/* (transfer full): JSON */
static char *
print_parts (SolRecord *before, SolRecord *after)
{
  g_autoptr (JsonArray) parts = before != NULL && after != NULL ? sol_replaced_list (before, after)
                                                                : json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), parts);
  GString *text = g_string_new (NULL);

  sol_json_print (node, text);
  return g_string_free (text, FALSE);
}

static gboolean
add_line (SolMutating *run, const SolStorageWrite *write, const char *parts, GError **error)
{
  const char *op = run->mutation != NULL ? run->mutation->op : "";

  return sol_sqlite_execute (run->writer,
                             "INSERT INTO history (type, id, rev, at, account, op, size, parts) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                             error, "ttiittit", write->type, write->id, write->rev,
                             run->sender->now, run->sender->actor->account, op,
                             (gint64) strlen (parts) + LINE, parts);
}

/* Those that the record named, and no longer does; of the line that was just added. */
static gboolean
add_blobs (SolMutating *run, SolRecord *before, SolRecord *after, GError **error)
{
  g_autoptr (GPtrArray) blobs = sol_record_list_blobs (before);

  for (guint i = 0; i < blobs->len; i++)
    {
      const SolBlob *blob = blobs->pdata[i];

      if (sol_record_find_blob (after, blob->hash) == NULL &&
          !sol_sqlite_execute (run->writer,
                               "INSERT OR IGNORE INTO history_blob (entry, hash, media_type) "
                               "VALUES ((SELECT max (key) FROM history), ?1, ?2)",
                               error, "tt", blob->hash, blob->media_type))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_oldest (SolMutating *run, const SolStorageWrite *write, GError **error)
{
  return sol_sqlite_execute (run->writer,
                             "DELETE FROM history WHERE type = ?1 AND id = ?2 AND rev <= (SELECT "
                             "rev FROM (SELECT rev, sum (size) OVER (ORDER BY rev DESC) AS total "
                             "FROM history WHERE type = ?1 AND id = ?2) WHERE total > ?3 ORDER BY "
                             "rev DESC LIMIT 1)",
                             error, "tti", write->type, write->id, (gint64) MOST);
}

/**
 * sol_storage_sqlite_note_history:
 * @write: of the record, as it was done
 * @before: (nullable): as it was; %NULL: it was not there
 * @after: (nullable): as it is; %NULL: it is not there
 *
 * Nothing is kept of a type whose history nobody may read.
 */
gboolean
sol_storage_sqlite_note_history (SolMutating *run,
                                 const SolStorageWrite *write,
                                 SolRecord *before,
                                 SolRecord *after,
                                 GError **error)
{
  g_autofree char *parts = NULL;

  if (!sol_authz_may_read (SOL_AUTHZ_HISTORY, write->type, SOL_ROLE_ACCOUNT, write->scope))
    return TRUE;
  parts = print_parts (before, after);
  return add_line (run, write, parts, error) &&
         (before == NULL || after == NULL || add_blobs (run, before, after, error)) &&
         forget_oldest (run, write, error);
}

/* (transfer full) (nullable): the first column of the only row */
static char *
read_text (SolStorageSqlite *self, SolSqlite *reader, sqlite3_stmt *row, GError **error)
{
  char *text = row != NULL && sol_sqlite_step (reader, row, error) == SQLITE_ROW
                   ? g_strdup ((const char *) sqlite3_column_text (row, 0))
                   : NULL;

  sol_storage_sqlite_give_reader (self, reader);
  return text;
}

static char *
print_history (SolStorage *storage,
               const char *type,
               const char *id,
               gint64 before,
               guint limit,
               GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);

  if (reader == NULL)
    return NULL;
  return read_text (
      self, reader,
      sol_sqlite_bind (
          reader,
          "WITH page AS (SELECT key, rev FROM (SELECT key, rev, sum (size) OVER (ORDER BY rev "
          "DESC) - size AS before FROM history WHERE type = ?1 AND id = ?2 AND (?3 = 0 OR rev < "
          "?3) ORDER BY rev DESC LIMIT ?4) WHERE before < ?5) "
          "SELECT json_object ('lines', json_group_array (json (line)), 'next', iif (EXISTS "
          "(SELECT 1 FROM history WHERE type = ?1 AND id = ?2 AND rev < (SELECT min (rev) FROM "
          "page)), min (rev), 0)) FROM (SELECT h.rev, json_object ('rev', h.rev, 'at', strftime "
          "('%Y-%m-%dT%H:%M:%SZ', h.at, 'unixepoch'), 'who', h.account, 'who_name', COALESCE "
          "(a.name, ''), 'op', h.op, 'parts', json (h.parts)) AS line FROM page JOIN history AS h "
          "ON h.key = page.key LEFT JOIN account AS a ON a.id = h.account ORDER BY h.rev DESC)",
          error, "ttiii", type, id, before, (gint64) limit, (gint64) PAGE),
      error);
}

static char *
find_former_blob (SolStorage *storage,
                  const char *type,
                  const char *id,
                  const char *hash,
                  GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);

  if (reader == NULL)
    return NULL;
  return read_text (self, reader,
                    sol_sqlite_bind (reader,
                                     "SELECT b.media_type FROM history_blob AS b JOIN history AS h "
                                     "ON h.key = b.entry WHERE b.hash = ?3 AND h.type = ?1 AND "
                                     "h.id = ?2 LIMIT 1",
                                     error, "ttt", type, id, hash),
                    error);
}

void
sol_storage_sqlite_history_init (SolStorageInterface *iface)
{
  iface->print_history = print_history;
  iface->find_former_blob = find_former_blob;
}
