/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* What was kept long enough is forgotten, in portions: what is to go is looked for beside those who
 * write, and taken away in transactions so short that none of them waits for long. */

#define PORTION_US (3 * 1000) /* of one transaction; its commit comes on top */
#define PORTION_MOST 200      /* rows of one transaction */
#define FOUND_MOST 20000      /* rows that are known at once */

/* Each names its rows by two columns; ?3 of @forget, as ?1 of @find, is the moment before which
 * they are of. What is to go is looked at again as it goes: it may have come back. */
static const struct
{
  SolRetention kept;
  const char *find;
  const char *forget;
} purges[] = {
  { SOL_RETENTION_ANSWERS, "SELECT id, '' FROM mutation WHERE answered_at < ?1 LIMIT ?2",
    "DELETE FROM mutation WHERE id = ?1 AND ?2 = '' AND answered_at < ?3" },
  { SOL_RETENTION_RESTORABLE, "SELECT type, id FROM deleted WHERE deleted_at < ?1 LIMIT ?2",
    "DELETE FROM deleted WHERE type = ?1 AND id = ?2 AND deleted_at < ?3" },
  { SOL_RETENTION_HISTORY, "SELECT key, '' FROM history WHERE at < ?1 LIMIT ?2",
    "DELETE FROM history WHERE key = ?1 AND ?2 = '' AND at < ?3" },
/* Of what can no longer be restored nothing is told either. */
#define GONE                                                                                       \
  "NOT EXISTS (SELECT 1 FROM record AS r WHERE r.type = history.type AND r.id = history.id AND "   \
  "r.doc IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM deleted AS d WHERE d.type = history.type AND " \
  "d.id = history.id)"
  { SOL_RETENTION_HISTORY, "SELECT key, '' FROM history WHERE ?1 IS NOT NULL AND " GONE " LIMIT ?2",
    "DELETE FROM history WHERE key = ?1 AND ?2 = '' AND ?3 IS NOT NULL AND " GONE },
#define UNKNOWN \
  "NOT EXISTS (SELECT 1 FROM record AS r WHERE r.type = revision.type AND r.id = revision.id)"
  { SOL_RETENTION_RESTORABLE,
    "SELECT type, id FROM revision WHERE ?1 IS NOT NULL AND " UNKNOWN " LIMIT ?2",
    "DELETE FROM revision WHERE type = ?1 AND id = ?2 AND ?3 IS NOT NULL AND " UNKNOWN },
/* An organisation is told no more of looks that are too old, nor at all of those at a structure
 * that it no longer has: another is, that has it now. */
#define MONTH(n) "strftime ('%Y-%m', " n ", 'unixepoch')"
#define TELL_ANEW "UPDATE looked SET changed = 1 WHERE supplier = ?1 AND ?2 = '' AND ?3 IS NOT NULL"
  { SOL_RETENTION_LOOKS,
    "SELECT supplier, '' FROM looked WHERE changed = 0 AND supplier IN (SELECT supplier FROM look "
    "WHERE month < " MONTH ("?1") ") LIMIT ?2",
    TELL_ANEW },
  { SOL_RETENTION_LOOKS,
    "SELECT DISTINCT supplier, month FROM look WHERE month < " MONTH ("?1") " LIMIT ?2",
    "DELETE FROM look WHERE supplier = ?1 AND month = ?2 AND month < " MONTH ("?3") },
  { SOL_RETENTION_LOOKS, "SELECT id, '' FROM look_batch WHERE taken_at < ?1 - 86400 LIMIT ?2",
    "DELETE FROM look_batch WHERE id = ?1 AND ?2 = '' AND taken_at < ?3 - 86400" },
  { SOL_RETENTION_LOOKS,
    "SELECT l.supplier, '' FROM record AS r JOIN looked AS l ON l.supplier = json_extract (r.doc, "
    "'$.supplier') LEFT JOIN record AS s ON s.type = 'supplier' AND s.id = l.supplier WHERE r.type "
    "= 'supplier_looks' AND r.doc IS NOT NULL AND l.changed = 0 AND ?1 IS NOT NULL AND r.scope IS "
    "NOT 'org:' || json_extract (s.doc, '$.organisation') LIMIT ?2",
    TELL_ANEW },
};

typedef struct
{
  guint what; /* of @purges */
  gint64 before;
  GPtrArray *found; /* of texts: two for each row */
  guint next;       /* of @found */
} Portion;

/* Returns: (transfer full) (nullable) */
static GPtrArray *
find (SolStorageSqlite *self, guint what, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  sqlite3_stmt *row = reader != NULL ? sol_sqlite_bind (reader, purges[what].find, error, "ii",
                                                        before, (gint64) FOUND_MOST)
                                     : NULL;
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    for (int i = 0; i < 2; i++)
      g_ptr_array_add (found, g_strdup ((const char *) sqlite3_column_text (row, i)));
  if (row != NULL)
    sqlite3_reset (row);
  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  return code == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}

static gboolean
forget (SolSqlite *writer, gpointer data, GError **error)
{
  Portion *portion = data;
  const gint64 until = sol_clock_monotonic () + PORTION_US;

  for (guint n = 0; portion->next < portion->found->len && n < PORTION_MOST; n++)
    {
      char **key = (char **) portion->found->pdata + portion->next;

      if (n > 0 && sol_clock_monotonic () >= until)
        return TRUE;
      if (!sol_sqlite_execute (writer, purges[portion->what].forget, error, "tti", key[0], key[1],
                               portion->before))
        return FALSE;
      portion->next += 2;
    }
  return TRUE;
}

/* As long as it held the others up, they come first; else the lock would be its own again. */
static gboolean
forget_found (SolStorageSqlite *self, Portion *portion, GError **error)
{
  while (portion->next < portion->found->len)
    {
      const gint64 began = sol_clock_monotonic ();

      if (!sol_storage_sqlite_write (self, forget, portion, error))
        return FALSE;
      if (portion->next < portion->found->len)
        g_usleep ((gulong) CLAMP (sol_clock_monotonic () - began, 1000, 4 * PORTION_US));
    }
  return TRUE;
}

/* See sol_storage_purge_mutations(). */
gboolean
sol_storage_sqlite_purge_mutations (SolStorage *storage, gint64 now, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);

  for (guint what = 0; what < G_N_ELEMENTS (purges); what++)
    {
      const gint64 before = now - sol_retention_get (purges[what].kept);
      guint n;

      do
        {
          g_autoptr (GPtrArray) found = find (self, what, before, error);
          Portion portion = { what, before, found, 0 };

          if (found == NULL || !forget_found (self, &portion, error))
            return FALSE;
          n = found->len / 2;
        }
      while (n == FOUND_MOST);
    }
  return TRUE;
}
