/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-duplicate.h"
#include "model/sol-supplier.h"
#include "server/sol-storage-sqlite-likeness-private.h"
#include "server/sol-storage-sqlite-mutations-private.h"

/* Pairs of the catalogue that may be one structure are proposed as it changes, whoever changes it:
 * what was written is read off the feed, from where it was read last. */

#define PLACE "duplicates-seq" /* of what was read */
#define AT_ONCE 100            /* structures a transaction */

static gint64
read_place (SolSqlite *reader)
{
  g_autofree char *text = sol_storage_sqlite_read_meta (reader, PLACE, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static gboolean
write_place (SolSqlite *writer, gint64 seq, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

  return sol_storage_sqlite_write_meta (writer, PLACE, text, error);
}

static gboolean
write_pair (SolMutating *run, SolRecord *pair, gboolean removed, GError **error)
{
  const SolEffect effect = { pair, removed, TRUE };
  SolStorageWrite written;

  return sol_storage_sqlite_write_effect (run, &effect, &written, error);
}

/* @pair: (nullable): as it was proposed before, or somebody answered it: that stays */
static gboolean
propose (SolMutating *run,
         SolRecord *pair,
         const SolLikenessEntry *one,
         const SolLikenessEntry *other,
         const char *const *reasons,
         guint score,
         GError **error)
{
  g_autoptr (SolRecord) first = sol_storage_sqlite_load_record (run->writer, "supplier", one->id,
                                                                run->sender->now, error);
  g_autoptr (SolRecord)
      second = first != NULL ? sol_storage_sqlite_load_record (run->writer, "supplier", other->id,
                                                               run->sender->now, error)
                             : NULL;
  g_autoptr (SolRecord) found = NULL;

  if (second == NULL)
    return FALSE;
  if (pair != NULL && !sol_duplicate_is (pair, SOL_DUPLICATE_PROPOSED))
    return TRUE;
  found = sol_duplicate_new (first, second,
                             pair != NULL ? sol_record_get_text (pair, "found_at") : run->moment);
  sol_duplicate_tell (found, reasons, score);
  return write_pair (run, found, FALSE, error);
}

/* What cannot be read is told and gone past: all that comes after it would wait. */
static gboolean
go_past (const char *pair, GError *owned_fault, GError **error)
{
  g_autoptr (GError) fault = owned_fault;

  if (fault->domain != SOL_STORAGE_ERROR)
    {
      g_warning ("The structures of the pair %s are not compared: %s", pair, fault->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
compare (SolMutating *run,
         const SolLikenessEntry *one,
         const SolLikenessEntry *other,
         GError **error)
{
  g_auto (GStrv) reasons = NULL;
  guint score = sol_likeness_compare (&one->side, &other->side, &reasons);
  g_autofree char *id = NULL;
  g_autoptr (SolRecord) pair = NULL;
  g_autoptr (GError) fault = NULL;

  if (score == 0)
    return TRUE;
  id = sol_duplicate_make_id (one->id, other->id);
  pair = sol_storage_sqlite_load_record (run->writer, "duplicate", id, run->sender->now, &fault);
  return (fault == NULL &&
          propose (run, pair, one, other, (const char *const *) reasons, score, &fault)) ||
         go_past (id, g_steal_pointer (&fault), error);
}

/* (transfer full) (nullable) (element-type utf8): of the pairs that it is one of and that nobody
 * answered */
static GPtrArray *
list_pairs (SolMutating *run, const char *supplier, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *row = sol_sqlite_bind (
      run->writer,
      "SELECT id FROM record WHERE type = 'duplicate' AND json_extract (doc, '$.first') = ?1 AND "
      "json_extract (doc, '$.state') = 'proposed' UNION SELECT id FROM record WHERE type = "
      "'duplicate' AND json_extract (doc, '$.second') = ?1 AND json_extract (doc, '$.state') = "
      "'proposed'",
      error, "t", supplier);
  int code = SQLITE_ERROR;

  while (row != NULL && (code = sol_sqlite_step (run->writer, row, error)) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  if (row != NULL)
    sqlite3_reset (row);
  return code == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

/* @alike: those that @entry is compared with now */
static gboolean
is_alike (const SolLikenessEntry *entry, GPtrArray *alike, const char *id)
{
  for (guint i = 0; i < alike->len; i++)
    {
      const SolLikenessEntry *other = alike->pdata[i];
      g_auto (GStrv) reasons = NULL;
      g_autofree char *pair = sol_duplicate_make_id (entry->id, other->id);

      if (g_str_equal (pair, id))
        return sol_likeness_compare (&entry->side, &other->side, &reasons) > 0;
    }
  return FALSE;
}

/* What was proposed and is no longer so. */
static gboolean
drop_pairs (SolMutating *run, const SolLikenessEntry *entry, GPtrArray *alike, GError **error)
{
  g_autoptr (GPtrArray) ids = list_pairs (run, entry->id, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (SolRecord) pair = NULL;
      g_autoptr (GError) fault = NULL;

      if (is_alike (entry, alike, ids->pdata[i]))
        continue;
      pair = sol_storage_sqlite_load_record (run->writer, "duplicate", ids->pdata[i],
                                             run->sender->now, &fault);
      if ((pair == NULL || !write_pair (run, pair, TRUE, &fault)) &&
          !go_past (ids->pdata[i], g_steal_pointer (&fault), error))
        return FALSE;
    }
  return ids != NULL;
}

static gboolean
see_to_one (SolMutating *run, const SolLikenessEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) alike = entry->living
                                    ? sol_storage_sqlite_list_like (run->writer, entry, error)
                                    : g_ptr_array_new ();

  if (alike == NULL || !sol_storage_sqlite_put_keys (run->writer, entry, error) ||
      !drop_pairs (run, entry, alike, error))
    return FALSE;
  for (guint i = 0; i < alike->len; i++)
    if (!compare (run, entry, alike->pdata[i], error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  gint64 now;
  gboolean more; /* out */
} Finding;

static gboolean
find_some (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Finding *finding = data;
  const SolActor actor = { .account = "server", .roles = SOL_ROLE_SERVER };
  const SolStorageSender sender = { &actor, NULL, "server", finding->now };
  g_autofree char *moment = sol_clock_print (finding->now);
  SolMutating run = { writer, seq, &sender, moment };
  g_autoptr (GPtrArray)
      changed = sol_storage_sqlite_list_changed (writer, read_place (writer), AT_ONCE, error);

  for (guint i = 0; changed != NULL && i < changed->len; i++)
    if (!see_to_one (&run, changed->pdata[i], error))
      return FALSE;
  if (changed == NULL || changed->len == 0)
    return changed != NULL;
  finding->more = changed->len == AT_ONCE;
  return write_place (writer, ((SolLikenessEntry *) changed->pdata[changed->len - 1])->seq, error);
}

static gboolean
is_behind (SolStorageSqlite *self, gboolean *behind, GError **error)
{
  SolSqlite *reader = sol_storage_sqlite_take_reader (self, error);
  g_autoptr (GPtrArray)
      changed = reader != NULL
                    ? sol_storage_sqlite_list_changed (reader, read_place (reader), 1, error)
                    : NULL;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (self, reader);
  *behind = changed != NULL && changed->len > 0;
  return changed != NULL;
}

/**
 * sol_storage_sqlite_find_duplicates: (skip)
 *
 * See sol_storage_find_duplicates().
 */
gboolean
sol_storage_sqlite_find_duplicates (SolStorage *storage, gint64 now, gboolean *more, GError **error)
{
  SolStorageSqlite *self = SOL_STORAGE_SQLITE (storage);
  Finding finding = { now, FALSE };
  gboolean behind;
  gboolean done = is_behind (self, &behind, error) &&
                  (!behind || sol_storage_sqlite_write_feed (self, find_some, &finding, error));

  *more = done && finding.more;
  return done;
}
