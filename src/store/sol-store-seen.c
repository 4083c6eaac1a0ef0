/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-seen.h"

#include "model/sol-supplier.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

#define MAX_SEEN "50"

static gpointer
note_seen (SolDatabase *db, gpointer id, GError **error)
{
  static const char note_sql[] =
      "INSERT INTO seen VALUES (:id, (SELECT coalesce (max (at), 0) + 1 FROM seen))"
      " ON CONFLICT (id) DO UPDATE SET at = excluded.at";
  static const char forget_sql[] =
      "DELETE FROM seen WHERE id IN"
      " (SELECT id FROM seen ORDER BY at DESC LIMIT -1 OFFSET " MAX_SEEN ")";
  sqlite3_stmt *statement = sol_database_prepare (db, note_sql, error);

  if (statement == NULL)
    return NULL;

  sol_database_bind_text (statement, ":id", id);
  return GINT_TO_POINTER (sol_database_finish (db, statement, error) &&
                          sol_database_run (db, forget_sql, error));
}

/**
 * sol_store_note_seen_async:
 * @id: of a supplier that the user looks at
 *
 * Makes it the latest of those seen; the fifty latest are kept, in user.db.
 */
void
sol_store_note_seen_async (SolStore *self,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_note_seen_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  sol_store_run (self, SOL_STORE_WRITE_USER, task, note_seen, NULL);
}

gboolean
sol_store_note_seen_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/* The ids stay those that were looked at: a merge that is undone gives each its own again. */
typedef struct
{
  guint n;
  GPtrArray *ids; /* (nullable): the latest first */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_free (self);
}

static gpointer
list_ids (SolDatabase *db, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT id FROM seen ORDER BY at DESC LIMIT " MAX_SEEN, error);

  if (statement == NULL)
    return NULL;

  while (sol_database_step (db, statement, &local_error))
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));

  if (local_error == NULL)
    return g_steal_pointer (&ids);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
holds (GPtrArray *suppliers, SolRecord *supplier)
{
  for (guint i = 0; i < suppliers->len; i++)
    if (g_str_equal (sol_record_get_id (suppliers->pdata[i]), sol_record_get_id (supplier)))
      return TRUE;
  return FALSE;
}

/* Two that were merged are one. */
static gpointer
load_ids (SolDatabase *db, gpointer input, GError **error)
{
  const Listing *listing = input;
  g_autoptr (GPtrArray) suppliers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < listing->ids->len && suppliers->len < listing->n; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SolRecord) record = sol_store_load_followed (
          db, "supplier", g_ptr_array_index (listing->ids, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (record != NULL && !holds (suppliers, record))
        g_ptr_array_add (suppliers, g_steal_pointer (&record));
    }

  return g_steal_pointer (&suppliers);
}

static void
on_ids (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;

  listing->ids = g_task_propagate_pointer (G_TASK (result), &error);
  if (listing->ids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sol_store_run (SOL_STORE (source), SOL_STORE_READ, g_steal_pointer (&task), load_ids,
                 (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_store_list_seen_async:
 * @n: at most so many
 *
 * First the ids, of user.db, then the records, of the cache: the two files are never joined.
 */
void
sol_store_list_seen_async (SolStore *self,
                           guint n,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *first = g_task_new (self, cancellable, on_ids, task);

  Listing *listing = g_new0 (Listing, 1);

  listing->n = n;
  g_task_set_source_tag (task, sol_store_list_seen_async);
  g_task_set_task_data (task, listing, listing_free);
  sol_store_run (self, SOL_STORE_READ_USER, first, list_ids, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_store_list_seen_finish:
 *
 * Returns: (transfer full) (element-type SolSupplier): the latest first; in place of one that was
 *   merged with another, that one, once; without those that are no longer in the catalogue
 */
GPtrArray *
sol_store_list_seen_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
