/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-find.h"

#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

#define MAX_FOUND "200"

/* @names: type, field and text */
static GArray *
list_keys (SolDatabase *db, const char *const *names, GError **error)
{
  /* The index of the field is of its type alone. */
  g_autofree char *sql = g_strdup_printf ("SELECT key FROM record WHERE type = '%s' AND "
                                          "json_extract (doc, '$.%s') = :text LIMIT " MAX_FOUND,
                                          names[0], names[1]);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = sol_database_prepare (db, g_intern_string (sql), error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":text", names[2]);
  while (sol_database_step (db, statement, &local_error))
    {
      const gint64 key = sqlite3_column_int64 (statement, 0);

      g_array_append_val (keys, key);
    }
  if (local_error == NULL)
    return g_steal_pointer (&keys);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gpointer
find (SolDatabase *db, gpointer input, GError **error)
{
  g_autoptr (GArray) keys = list_keys (db, input, error);

  return keys != NULL ? sol_store_load_keys (db, keys, error) : NULL;
}

/**
 * sol_store_find_async:
 * @type: name of a record type
 * @field: of those that it has indexed
 *
 * Looks for the records that say @text there; without an index, as in a file that is read alone, it
 * takes longer.
 */
void
sol_store_find_async (SolStore *self,
                      const char *type,
                      const char *field,
                      const char *text,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  const char *names[] = { type, field, text, NULL };
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_find_async);
  g_task_set_task_data (task, g_strdupv ((char **) names), (GDestroyNotify) g_strfreev);
  sol_store_run (self, SOL_STORE_READ, task, find, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_store_find_finish:
 *
 * Returns: (transfer full) (element-type SolRecord): in no order
 */
GPtrArray *
sol_store_find_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
