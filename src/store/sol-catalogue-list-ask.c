/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-executor.h"
#include "store/sol-catalogue-list-private.h"
#include "store/sol-store-catalogue-private.h"

/* What is asked of a list besides its rows. */

static void
on_loose_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SolSearchAnswer) answer = sol_store_search_finish (SOL_STORE (source), result, &error);

  if (answer != NULL)
    g_task_return_int (task, sol_hits_get_n (answer->hits));
  else
    g_task_return_error (task, error);
}

/**
 * sol_catalogue_list_count_async:
 * @query: another one than the list's
 *
 * Asks how many structures it would find, without showing them.
 */
void
sol_catalogue_list_count_async (SolCatalogueList *self,
                                const SolQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_catalogue_list_count_async);
  sol_store_search_async (sol_catalogue_list_get_store (self), query, NULL, cancellable,
                          on_loose_counted, task);
}

/**
 * sol_catalogue_list_count_finish:
 *
 * Returns: how many; 0 also with @error set
 */
guint
sol_catalogue_list_count_finish (SolCatalogueList *self, GAsyncResult *result, GError **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  n = g_task_propagate_int (G_TASK (result), error);
  return n > 0 ? (guint) n : 0;
}

static void
list_keys (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SolHits *hits = data;
  guint n = sol_hits_get_n (hits);
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);

  for (guint i = 0; i < n; i++)
    {
      SolHit hit;

      sol_hits_get (hits, i, &hit);
      g_array_append_val (keys, hit.key);
    }
  g_task_return_pointer (task, keys, (GDestroyNotify) g_array_unref);
}

/**
 * sol_catalogue_list_list_keys_async:
 *
 * Lists all structures of the last answer on a worker: no row is made for it.
 */
void
sol_catalogue_list_list_keys_async (SolCatalogueList *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SolHits *hits = sol_catalogue_list_get_hits (self);

  g_task_set_source_tag (task, sol_catalogue_list_list_keys_async);
  if (hits == NULL)
    {
      g_task_return_pointer (task, g_array_new (FALSE, FALSE, sizeof (gint64)),
                             (GDestroyNotify) g_array_unref);
      return;
    }

  g_task_set_task_data (task, sol_hits_ref (hits), (GDestroyNotify) sol_hits_unref);
  sol_task_run_in_thread (task, list_keys);
}

/**
 * sol_catalogue_list_list_keys_finish:
 *
 * Returns: (transfer full) (element-type gint64): keys in the order of the rows
 */
GArray *
sol_catalogue_list_list_keys_finish (SolCatalogueList *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
