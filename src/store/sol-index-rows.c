/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-index-rows-private.h"

#define TYPE "supplier"
/* By the sign SQLite takes the index by local_seq, not the one by type, which is all the rows. */
#define IS_HELD "+type = '" TYPE "'"

/* What the search index reads of the cache. */

/* Whether records of @type are found and put in order by the search index. */
gboolean
sol_index_holds (const char *type)
{
  return g_str_equal (type, TYPE);
}

/* Feeds @builder with the suppliers written after @since.
 *
 * Returns: how many; -1 with @error set */
gint64
sol_index_add_rows (SolDatabase *db,
                    SolSegmentBuilder *builder,
                    gint64 since,
                    GArray *keys,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 n = 0;
  sqlite3_stmt *rows = sol_database_prepare (
      db, "SELECT key, doc FROM record WHERE local_seq > ? AND " IS_HELD, error);

  if (rows == NULL)
    return -1;

  sqlite3_bind_int64 (rows, 1, since);
  while (sol_database_step (db, rows, &local_error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, &local_error))
    {
      gint64 key = sqlite3_column_int64 (rows, 0);

      /* A document that the index cannot read stays in the store, for a program that can. */
      sol_segment_builder_add (builder, key, (const char *) sqlite3_column_text (rows, 1),
                               (gsize) sqlite3_column_bytes (rows, 1));
      if (keys != NULL)
        g_array_append_val (keys, key);
      n++;
    }

  sqlite3_reset (rows);
  if (local_error == NULL)
    return n;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

static gboolean
add_deleted (SolDatabase *db, gint64 since, GArray *keys, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *rows = sol_database_prepare (db, "SELECT key FROM tombstone WHERE local_seq > ?",
                                             error);

  if (rows == NULL)
    return FALSE;

  sqlite3_bind_int64 (rows, 1, since);
  while (sol_database_step (db, rows, &local_error))
    {
      gint64 key = sqlite3_column_int64 (rows, 0);

      g_array_append_val (keys, key);
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

SolCatalogue *
sol_index_build_catalogue (SolDatabase *db, SolSegment *base, gint64 base_seq, GError **error)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (SolSegment) delta = NULL;
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (sol_index_add_rows (db, builder, base_seq, dead, NULL, error) < 0 ||
      !add_deleted (db, base_seq, dead, error))
    return NULL;

  delta = sol_segment_builder_finish (builder, error);
  if (delta == NULL)
    return NULL;

  return sol_catalogue_new (base, delta, (const gint64 *) (gpointer) dead->data, dead->len);
}

gint64
sol_index_get_local_seq (SolDatabase *db, GError **error)
{
  gint64 seq = -1;

  sol_database_get_number (db, "SELECT value FROM meta WHERE name = 'store:local-seq'", &seq,
                           error);
  return seq;
}

/* Returns: rows that the base lacks, no more than one over @max; -1 with @error set. */
gint64
sol_index_count_delta (SolDatabase *db, gint64 since, gint64 max, GError **error)
{
  sqlite3_stmt *count = sol_database_prepare (
      db,
      "SELECT count (*) FROM (SELECT 1 FROM record WHERE local_seq > ?1 AND " IS_HELD
      " LIMIT ?2 + 1)",
      error);
  gint64 n;

  if (count == NULL)
    return -1;

  sqlite3_bind_int64 (count, 1, since);
  sqlite3_bind_int64 (count, 2, max);
  if (!sol_database_step (db, count, error))
    return -1;

  n = sqlite3_column_int64 (count, 0);
  sqlite3_reset (count);
  return n;
}

char *
sol_index_read_store_id (SolDatabase *db, GError **error)
{
  sqlite3_stmt *row = sol_database_prepare (
      db,
      "SELECT (SELECT value FROM meta WHERE name = 'store:id') || ':' ||"
      " coalesce ((SELECT value FROM meta WHERE name = 'store:tables'), '')",
      error);
  char *id;

  if (row == NULL || !sol_database_step (db, row, error))
    return NULL;

  id = g_strdup ((const char *) sqlite3_column_text (row, 0));
  sqlite3_reset (row);
  return id;
}
