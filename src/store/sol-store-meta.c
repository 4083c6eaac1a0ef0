/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-meta.h"

#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

/* What is noted of the cache, and goes with it: "synced-at", "server", "demo", "contact". */

#define OWN_PREFIX "store:"

/* @value: (out) (nullable): %NULL when nothing is noted */
gboolean
sol_store_get_meta (SolDatabase *db, const char *name, char **value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, "SELECT value FROM meta WHERE name = :name",
                                                  error);

  *value = NULL;
  if (statement == NULL)
    return FALSE;

  sol_database_bind_text (statement, ":name", name);
  if (sol_database_step (db, statement, &local_error))
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));

  sqlite3_reset (statement);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* @value: (nullable): %NULL takes the note away */
gboolean
sol_store_put_meta (SolDatabase *db, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      value != NULL ? "INSERT OR REPLACE INTO meta VALUES (:name, :value)"
                    : "DELETE FROM meta WHERE name = :name",
      error);

  if (statement == NULL)
    return FALSE;

  sol_database_bind_text (statement, ":name", name);
  sol_database_bind_text (statement, ":value", value);
  return sol_database_finish (db, statement, error);
}

static gpointer
get_meta (SolDatabase *db, gpointer input, GError **error)
{
  char *value;

  return sol_store_get_meta (db, input, &value, error) ? value : NULL;
}

void
sol_store_get_meta_async (SolStore *self,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_get_meta_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  sol_store_run (self, SOL_STORE_READ, task, get_meta, g_free);
}

/**
 * sol_store_get_meta_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without @error set when nothing is noted
 */
char *
sol_store_get_meta_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
set_meta (SolDatabase *db, gpointer input, GError **error)
{
  GPtrArray *pair = input;

  return GINT_TO_POINTER (
      sol_store_put_meta (db, g_ptr_array_index (pair, 0), g_ptr_array_index (pair, 1), error));
}

void
sol_store_add_noted_signal (void)
{
  /**
   * SolStore::noted:
   *
   * A note was written by sol_store_set_meta_async(), on the thread that asked for it.
   */
  g_signal_new ("noted", SOL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tell_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit_by_name (source, "noted");
  g_task_return_boolean (task, TRUE);
}

/**
 * sol_store_set_meta_async:
 * @name: without the prefix "store:", which is the store's own
 * @value: (nullable): %NULL takes the note away
 *
 * Emits #SolStore::noted once it is written.
 */
void
sol_store_set_meta_async (SolStore *self,
                          const char *name,
                          const char *value,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  GTask *write;
  GPtrArray *pair;

  g_return_if_fail (!g_str_has_prefix (name, OWN_PREFIX));

  task = g_task_new (self, cancellable, callback, user_data);
  pair = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (pair, g_strdup (name));
  g_ptr_array_add (pair, g_strdup (value));
  g_task_set_source_tag (task, sol_store_set_meta_async);
  g_task_set_check_cancellable (task, FALSE); /* what was written is told */
  write = g_task_new (self, cancellable, tell_noted, task);
  g_task_set_task_data (write, pair, (GDestroyNotify) g_ptr_array_unref);
  sol_store_run (self, SOL_STORE_WRITE, write, set_meta, NULL);
}

gboolean
sol_store_set_meta_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
