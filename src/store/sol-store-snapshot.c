/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-snapshot.h"

#include "store/sol-index-rows-private.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

/* The first sync, and the one after a long absence: a file of records in members, some of them
 * written in one transaction with the place behind them. All that it names is of a new generation,
 * and its end sweeps what it did not name. */

#define BULK_CACHE (32 * 1024) /* KiB: ids come in no order, and their index must stay at hand */

#define HASH "store:snapshot-hash"
#define OFFSET "store:snapshot-offset"
#define LAST_OLD_KEY                                                           \
  "store:snapshot-last-old-key" /* no key above it can be of an old generation \
                                 */

static gboolean
put_number (SolDatabase *db, const char *name, gint64 number, GError **error)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return sol_store_put_meta (db, name, value, error);
}

static gboolean
get_offset (SolDatabase *db, goffset *offset, GError **error)
{
  g_autofree char *value = NULL;

  if (!sol_store_get_meta (db, OFFSET, &value, error))
    return FALSE;

  *offset = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
  return TRUE;
}

/**
 * sol_store_snapshot_start: (skip)
 * @hash: of what is written
 *
 * Begins a new generation. Inside a transaction.
 */
gboolean
sol_store_snapshot_start (SolDatabase *db, const char *hash, GError **error)
{
  gint64 last = 0;

  return sol_database_run (db, "UPDATE meta SET value = value + 1 WHERE name = 'store:generation'",
                           error) &&
         sol_database_get_number (db, "SELECT coalesce (max (key), 0) FROM record", &last, error) &&
         put_number (db, LAST_OLD_KEY, last, error) && put_number (db, OFFSET, 0, error) &&
         sol_store_put_meta (db, HASH, hash, error);
}

/* What the jobs are about. */
typedef struct
{
  SolStoreCatalogue *catalogue;
  char *text;         /* (nullable): the hash, or the cursor at the end */
  GPtrArray *changes; /* (nullable) */
  goffset offset;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->text);
  g_clear_pointer (&step->changes, g_ptr_array_unref);
  g_free (step);
}

static void
run_step (SolStore *self, GTask *owned_task, Step *owned_step, SolStoreFunc func, GDestroyNotify f)
{
  owned_step->catalogue = sol_store_get_catalogue (self);
  g_task_set_task_data (owned_task, owned_step, step_free);
  sol_store_run (self, SOL_STORE_WRITE, owned_task, func, f);
}

static gboolean
count_records (SolDatabase *db, gint64 *n, GError **error)
{
  return sol_database_get_number (db, "SELECT count (*) FROM record", n, error);
}

static gpointer
begin (SolDatabase *db, gpointer input, GError **error)
{
  const Step *step = input;
  g_autofree goffset *offset = g_new0 (goffset, 1);
  g_autofree char *held = NULL;
  gint64 n_records;

  if (!count_records (db, &n_records, error) || !sol_store_get_meta (db, HASH, &held, error))
    return NULL;
  if (g_strcmp0 (held, step->text) == 0 ? !get_offset (db, offset, error)
                                        : !sol_store_snapshot_start (db, step->text, error))
    return NULL;

  sol_database_set_cache (db, BULK_CACHE);
  sol_store_catalogue_begin_bulk (step->catalogue, n_records == 0);
  return g_steal_pointer (&offset);
}

/**
 * sol_store_snapshot_begin_async:
 * @hash: of the file, which is its identity
 *
 * Begins to write a snapshot, or goes on with the same one where it was left. Until its end, or
 * until the store is opened again, searches find what they found before.
 */
void
sol_store_snapshot_begin_async (SolStore *self,
                                const char *hash,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_new0 (Step, 1);

  step->text = g_strdup (hash);
  g_task_set_source_tag (task, sol_store_snapshot_begin_async);
  run_step (self, task, step, begin, g_free);
}

/**
 * sol_store_snapshot_begin_finish:
 *
 * Returns: the offset of the first member that is not written yet, as it was given to
 *   sol_store_snapshot_apply_async(); 0 for a new one; -1 with @error set
 */
goffset
sol_store_snapshot_begin_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_autofree goffset *offset = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  offset = g_task_propagate_pointer (G_TASK (result), error);
  return offset != NULL ? *offset : -1;
}

static gpointer
apply (SolDatabase *db, gpointer input, GError **error)
{
  const Step *step = input;
  SolStoreWriter writer;
  gint64 first_key;

  if (!sol_store_writer_begin (&writer, db, TRUE, error))
    return NULL;

  first_key = writer.local_seq + 1;
  for (guint i = 0; i < step->changes->len; i++)
    if (!sol_store_writer_apply (&writer, g_ptr_array_index (step->changes, i), error))
      return NULL;

  /* Should the rest fail, the snapshot begins again, and what was gathered is let go. */
  sol_store_catalogue_add_bulk (step->catalogue, step->changes, first_key);
  return GINT_TO_POINTER (sol_store_writer_end (&writer, error) &&
                          put_number (db, OFFSET, step->offset, error));
}

/**
 * sol_store_snapshot_apply_async:
 * @changes: (element-type SolChange): of one or more whole members; not changed meanwhile
 * @offset: where the next member begins
 *
 * Writes a stretch of the snapshot and where to go on, in one transaction.
 */
void
sol_store_snapshot_apply_async (SolStore *self,
                                GPtrArray *changes,
                                goffset offset,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_new0 (Step, 1);

  step->changes = g_ptr_array_ref (changes);
  step->offset = offset;
  g_task_set_source_tag (task, sol_store_snapshot_apply_async);
  run_step (self, task, step, apply, NULL);
}

gboolean
sol_store_snapshot_apply_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/* @of: which records the feed is about. Revisions of the feed before say nothing of those to come:
 * no tombstone holds back a line. */
#define OLD(of)                                                                            \
  " FROM record WHERE " of                                                                 \
  " AND key <= (SELECT CAST (value AS INTEGER) FROM meta WHERE name = '" LAST_OLD_KEY "')" \
  " AND generation < (SELECT value FROM meta WHERE name = 'store:generation')"
#define SWEEP(of)                                                                           \
  "UPDATE meta SET value = value + 1 WHERE name = 'store:local-seq';"                       \
  "UPDATE tombstone SET rev = 0 WHERE rev > 0;"                                             \
  "INSERT INTO tombstone (key, type, id, rev, local_seq)"                                   \
  " SELECT key, type, id, 0, (SELECT value FROM meta WHERE name = 'store:local-seq')" OLD ( \
      of) ";DELETE" OLD (of) ";"                                                            \
                             "DELETE FROM meta WHERE name IN ('" HASH "', '" OFFSET         \
                             "', '" LAST_OLD_KEY "')"

/**
 * sol_store_snapshot_sweep: (skip)
 * @public: of public records; %FALSE for the others
 *
 * Takes away what the generation under way did not name, and ends it. Inside a transaction.
 */
gboolean
sol_store_snapshot_sweep (SolDatabase *db, gboolean public, GError **error)
{
  return sol_database_run (db, public ? SWEEP ("scope = 'public'") : SWEEP ("scope <> 'public'"),
                           error);
}

static gpointer
end (SolDatabase *db, gpointer input, GError **error)
{
  const Step *step = input;
  gint64 seq = sol_index_get_local_seq (db, error);
  gint64 n_records;

  if (seq < 0 || !sol_store_snapshot_sweep (db, TRUE, error) ||
      !sol_store_put_cursor (db, step->text, error) || !count_records (db, &n_records, error))
    return NULL;

  sol_database_set_cache (db, 0);
  sol_store_catalogue_end_bulk (step->catalogue, n_records, seq);
  return GINT_TO_POINTER (TRUE);
}

/**
 * sol_store_snapshot_end_async:
 * @cursor: where the changes go on
 *
 * Takes away what the snapshot did not name, keeps the cursor, and has the index built once.
 */
void
sol_store_snapshot_end_async (SolStore *self,
                              const char *cursor,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Step *step = g_new0 (Step, 1);

  step->text = g_strdup (cursor);
  g_task_set_source_tag (task, sol_store_snapshot_end_async);
  run_step (self, task, step, end, NULL);
}

gboolean
sol_store_snapshot_end_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gpointer
get_hash (SolDatabase *db, gpointer input, GError **error)
{
  char *hash;

  return sol_store_get_meta (db, HASH, &hash, error) ? hash : NULL;
}

void
sol_store_snapshot_get_hash_async (SolStore *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_snapshot_get_hash_async);
  sol_store_run (self, SOL_STORE_READ, task, get_hash, g_free);
}

/**
 * sol_store_snapshot_get_hash_finish:
 *
 * Returns: (transfer full) (nullable): of the snapshot that was begun and has not ended; %NULL
 *   without @error set when there is none
 */
char *
sol_store_snapshot_get_hash_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
