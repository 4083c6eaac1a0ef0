/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-snapshot.h"

#include "store/sol-store-error.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

/* The first sync, and the one after a long absence: a file of records in members, each written in
 * one transaction with the place behind it. All that it names is of a new generation, and its end
 * sweeps what it did not name. */

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

static gpointer
begin (SolDatabase *db, gpointer hash, GError **error)
{
  g_autofree goffset *offset = g_new0 (goffset, 1);
  g_autofree char *held = NULL;

  if (!sol_store_get_meta (db, HASH, &held, error))
    return NULL;
  if (g_strcmp0 (held, hash) == 0 ? !get_offset (db, offset, error)
                                  : !sol_store_snapshot_start (db, hash, error))
    return NULL;

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

  g_task_set_source_tag (task, sol_store_snapshot_begin_async);
  g_task_set_task_data (task, g_strdup (hash), g_free);
  sol_store_catalogue_begin_bulk (sol_store_get_catalogue (self));
  sol_store_run (self, SOL_STORE_WRITE, task, begin, g_free);
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

typedef struct
{
  GPtrArray *changes;
  goffset offset;
} Member;

static void
member_free (gpointer data)
{
  Member *member = data;

  g_ptr_array_unref (member->changes);
  g_free (member);
}

static gpointer
apply (SolDatabase *db, gpointer input, GError **error)
{
  Member *member = input;
  SolStoreWriter writer;

  if (!sol_store_writer_begin (&writer, db, TRUE, error))
    return NULL;

  for (guint i = 0; i < member->changes->len; i++)
    if (!sol_store_writer_apply (&writer, g_ptr_array_index (member->changes, i), error))
      return NULL;

  return GINT_TO_POINTER (sol_store_writer_end (&writer, error) &&
                          put_number (db, OFFSET, member->offset, error));
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
  Member *member = g_new0 (Member, 1);

  member->changes = g_ptr_array_ref (changes);
  member->offset = offset;
  g_task_set_source_tag (task, sol_store_snapshot_apply_async);
  g_task_set_task_data (task, member, member_free);
  sol_store_run (self, SOL_STORE_WRITE, task, apply, NULL);
}

gboolean
sol_store_snapshot_apply_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

#define OLD                                                                                \
  " FROM record WHERE scope = 'public'"                                                    \
  " AND key <= (SELECT CAST (value AS INTEGER) FROM meta WHERE name = '" LAST_OLD_KEY "')" \
  " AND generation < (SELECT value FROM meta WHERE name = 'store:generation')"

/* Revisions of the feed before say nothing of those to come: no tombstone holds back a line. */
static const char sweep_sql[] =
    "UPDATE meta SET value = value + 1 WHERE name = 'store:local-seq';"
    "UPDATE tombstone SET rev = 0 WHERE rev > 0;"
    "INSERT INTO tombstone (key, type, id, rev, local_seq)"
    " SELECT key, type, id, 0, (SELECT value FROM meta WHERE name = 'store:local-seq')" OLD ";"
    "DELETE" OLD ";"
    "DELETE FROM meta WHERE name IN ('" HASH "', '" OFFSET "', '" LAST_OLD_KEY "');";

/**
 * sol_store_snapshot_sweep: (skip)
 *
 * Takes away what the generation under way did not name, and ends it. Inside a transaction.
 */
gboolean
sol_store_snapshot_sweep (SolDatabase *db, GError **error)
{
  return sol_database_run (db, sweep_sql, error);
}

static gpointer
end (SolDatabase *db, gpointer cursor, GError **error)
{
  return GINT_TO_POINTER (sol_store_snapshot_sweep (db, error) &&
                          sol_store_put_cursor (db, cursor, error));
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

  g_task_set_source_tag (task, sol_store_snapshot_end_async);
  g_task_set_task_data (task, g_strdup (cursor), g_free);
  sol_store_catalogue_end_bulk (sol_store_get_catalogue (self));
  sol_store_run (self, SOL_STORE_WRITE, task, end, NULL);
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
