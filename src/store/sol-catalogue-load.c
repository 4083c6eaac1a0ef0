/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-catalogue-load-private.h"

#include "store/sol-store-private.h"
#include "store/sol-store-records-private.h"

typedef struct
{
  GArray *keys;
  GPtrArray *words; /* (nullable) */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_array_unref (load->keys);
  g_clear_pointer (&load->words, g_ptr_array_unref);
  g_free (load);
}

static void
row_free (gpointer data)
{
  SolCatalogueRow *row = data;

  g_object_unref (row->supplier);
  g_free (row->reason);
  g_strfreev (row->words);
  g_free (row);
}

static gpointer
load_rows (SolDatabase *db, gpointer input, GError **error)
{
  Load *load = input;
  g_autoptr (GPtrArray) records = sol_store_load_keys (db, load->keys, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);

  if (records == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    {
      SolCatalogueRow *row;

      if (!SOL_IS_SUPPLIER (g_ptr_array_index (records, i)))
        continue;
      row = g_new0 (SolCatalogueRow, 1);
      row->supplier = g_object_ref (g_ptr_array_index (records, i));
      row->reason = sol_catalogue_explain (row->supplier, load->words, &row->words);
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}

/**
 * sol_catalogue_load_async:
 * @keys: (element-type gint64): a page of keys; not changed meanwhile
 * @words: (nullable) (element-type utf8): folded, those searched
 */
void
sol_catalogue_load_async (SolStore *store,
                          GArray *keys,
                          GPtrArray *words,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->keys = g_array_ref (keys);
  load->words = words != NULL ? g_ptr_array_ref (words) : NULL;
  g_task_set_source_tag (task, sol_catalogue_load_async);
  g_task_set_task_data (task, load, load_free);
  sol_store_run (store, SOL_STORE_READ, task, load_rows, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_catalogue_load_finish:
 *
 * Returns: (transfer full) (element-type SolCatalogueRow): those still there
 */
GPtrArray *
sol_catalogue_load_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
