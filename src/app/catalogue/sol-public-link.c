/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-public-link.h"

#include "model/sol-link.h"
#include "store/sol-store-meta.h"
#include "store/sol-store-records.h"
#include "sync/sol-sync-state.h"

/* Where anybody with a browser sees a structure: at the platform, if that told where people reach
 * it, and once the structure is in its catalogue. */

/* (nullable): what a server says of itself is looked at before it is handed on */
static char *
make_link (const char *address, const char *supplier)
{
  return address != NULL && sol_link_is_site (address)
             ? g_strconcat (address, "/s/", supplier, NULL)
             : NULL;
}

static void
on_supplier (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *link = g_object_steal_data (G_OBJECT (task), "link");
  GError *error = NULL;
  g_autoptr (SolRecord) supplier = sol_store_get_record_finish (SOL_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, supplier != NULL ? g_steal_pointer (&link) : NULL, g_free);
}

static void
on_address (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *supplier = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *address = sol_store_get_meta_finish (SOL_STORE (source), result, &error);
  char *link = make_link (address, supplier);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (link == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    {
      g_object_set_data_full (G_OBJECT (task), "link", link, g_free);
      sol_store_get_record_async (SOL_STORE (source), "supplier", supplier,
                                  g_task_get_cancellable (task), on_supplier, g_object_ref (task));
    }
}

/**
 * sol_public_link_find_async:
 * @supplier: id of a structure, or of what would be one
 */
void
sol_public_link_find_async (SolStore *store,
                            const char *supplier,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_public_link_find_async);
  g_task_set_task_data (task, g_strdup (supplier), g_free);
  sol_store_get_meta_async (store, SOL_SYNC_META_ADDRESS, cancellable, on_address, task);
}

/**
 * sol_public_link_find_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without an error where there is none
 */
char *
sol_public_link_find_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
