/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-storage-sqlite-likeness-private.h"

#include "server/sol-storage.h"

/* Structures of the catalogue as they are compared, and the keys by which those that may be alike
 * are found: not one with all others. */

/* That many share a key says nothing of any two: a switchboard of a head office, a word. */
#define MAX_BLOCK 40

#define COLUMNS                                                                               \
  "id, seq, doc IS NOT NULL, json_extract (doc, '$.name'), json_extract (doc, '$.brand'), "   \
  "json_extract (doc, '$.kind'), json_extract (doc, '$.siret'), json_extract (doc, "          \
  "'$.commune'), json_extract (doc, '$.phone'), json_extract (doc, '$.email'), json_extract " \
  "(doc, '$.website') FROM record WHERE scope = '" SOL_SCOPE_PUBLIC "' AND type = 'supplier' "

void
sol_likeness_entry_free (SolLikenessEntry *self)
{
  g_free (self->id);
  for (guint i = 0; i < SOL_LIKENESS_N_TEXTS; i++)
    g_free (self->texts[i]);
  g_free (self);
}

static SolLikenessEntry *
read_entry (sqlite3_stmt *row)
{
  SolLikenessEntry *self = g_new0 (SolLikenessEntry, 1);

  self->id = g_strdup ((const char *) sqlite3_column_text (row, 0));
  self->seq = sqlite3_column_int64 (row, 1);
  self->living = sqlite3_column_int (row, 2) != 0;
  for (int i = 0; i < SOL_LIKENESS_N_TEXTS; i++)
    self->texts[i] = g_strdup ((const char *) sqlite3_column_text (row, 3 + i));
  self->side = (SolLikenessSide){ self->texts[0], self->texts[1], self->texts[2], self->texts[3],
                                  self->texts[4], self->texts[5], self->texts[6], self->texts[7] };
  return self;
}

/* @row: (nullable) */
static GPtrArray *
read_entries (SolSqlite *reader, sqlite3_stmt *row, GError **error)
{
  g_autoptr (GPtrArray)
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_likeness_entry_free);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (reader, row, error)) == SQLITE_ROW)
    g_ptr_array_add (entries, read_entry (row));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&entries) : NULL;
}

/**
 * sol_storage_sqlite_list_changed:
 *
 * Returns: (transfer full) (nullable) (element-type SolLikenessEntry): the structures that were
 *   written after that place of the feed, in its order, at most @most
 */
GPtrArray *
sol_storage_sqlite_list_changed (SolSqlite *reader, gint64 since, guint most, GError **error)
{
  return read_entries (reader,
                       sol_sqlite_bind (reader,
                                        "SELECT " COLUMNS "AND seq > ?1 ORDER BY seq LIMIT ?2",
                                        error, "ii", since, (gint64) most),
                       error);
}

/**
 * sol_storage_sqlite_load_likeness:
 *
 * Returns: (transfer full) (nullable): without an error when there is none in the catalogue
 */
SolLikenessEntry *
sol_storage_sqlite_load_likeness (SolSqlite *reader, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = read_entries (
      reader,
      sol_sqlite_bind (reader, "SELECT " COLUMNS "AND id = ?1 AND doc IS NOT NULL", error, "t", id),
      error);

  return entries != NULL && entries->len > 0 ? g_ptr_array_steal_index (entries, 0) : NULL;
}

/* Adds those that share @key with @entry to the set @found. */
static gboolean
add_block (SolSqlite *writer,
           const SolLikenessEntry *entry,
           const char *key,
           GHashTable *found,
           GError **error)
{
  g_autoptr (GPtrArray) block = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = sol_sqlite_bind (
      writer, "SELECT supplier FROM likeness WHERE key = ?1 AND supplier <> ?2 LIMIT ?3", error,
      "tti", key, entry->id, (gint64) MAX_BLOCK + 1);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (writer, row, error)) == SQLITE_ROW)
    g_ptr_array_add (block, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  if (row != NULL)
    sqlite3_reset (row);
  while (block->len > 0 && block->len <= MAX_BLOCK)
    g_hash_table_add (found, g_ptr_array_steal_index_fast (block, block->len - 1));
  return code == SQLITE_DONE;
}

static gboolean
load_each (SolSqlite *writer, GHashTable *ids, GPtrArray *entries, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (GError) fault = NULL;
      SolLikenessEntry *entry = sol_storage_sqlite_load_likeness (writer, id, &fault);

      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return TRUE;
}

/**
 * sol_storage_sqlite_list_like:
 *
 * Returns: (transfer full) (nullable) (element-type SolLikenessEntry): those of the catalogue that
 *   share a key with @entry
 */
GPtrArray *
sol_storage_sqlite_list_like (SolSqlite *writer, const SolLikenessEntry *entry, GError **error)
{
  g_auto (GStrv) keys = sol_likeness_list_keys (&entry->side);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray)
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_likeness_entry_free);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!add_block (writer, entry, keys[i], ids, error))
      return NULL;
  return load_each (writer, ids, entries, error) ? g_steal_pointer (&entries) : NULL;
}

/* Writes by which keys it is found from now on: none of one that is gone. */
gboolean
sol_storage_sqlite_put_keys (SolSqlite *writer, const SolLikenessEntry *entry, GError **error)
{
  g_auto (GStrv) keys = entry->living ? sol_likeness_list_keys (&entry->side) : NULL;

  if (!sol_sqlite_execute (writer, "DELETE FROM likeness WHERE supplier = ?1", error, "t",
                           entry->id))
    return FALSE;
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!sol_sqlite_execute (writer,
                             "INSERT OR IGNORE INTO likeness (key, supplier) VALUES (?1, "
                             "?2)",
                             error, "tt", keys[i], entry->id))
      return FALSE;
  return TRUE;
}
