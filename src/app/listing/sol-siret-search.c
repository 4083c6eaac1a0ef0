/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/listing/sol-siret-search.h"

#include "model/sol-supplier.h"
#include "store/sol-store-content.h"

/* What a search of the catalogue by SIRET looks for and finds. Used on a thread of the store. */
typedef struct
{
  char *siret;
  GPtrArray *ids;
  GPtrArray *suppliers; /* SolRecord */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->siret);
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->suppliers);
  g_free (self);
}

static void
take_id (const char *id, const char *kind, gpointer data)
{
  g_ptr_array_add (((Search *) data)->ids, g_strdup (id));
}

static gboolean
search_catalogue (SolStoreContent *content,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  Search *self = data;

  if (!sol_store_content_find_siret (content, self->siret, take_id, self, error))
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    {
      const char *id = self->ids->pdata[i];
      g_autofree char *doc = sol_store_content_get (content, "supplier", id, NULL);
      SolRecord *record = doc != NULL ? sol_record_new_from_text (SOL_TYPE_SUPPLIER, 0, id,
                                                                  "public", 1, doc, NULL)
                                      : NULL;

      if (record != NULL)
        g_ptr_array_add (self->suppliers, record);
    }
  return TRUE;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_store_look_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_ptr_array_ref (self->suppliers),
                           (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sol_siret_search_async:
 * @store: the catalogue
 * @siret: of fourteen digits
 *
 * Looks for the structures that have this number: those of one association may share it.
 */
void
sol_siret_search_async (SolStore *store,
                        const char *siret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  self->siret = g_strdup (siret);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->suppliers = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_source_tag (task, sol_siret_search_async);
  g_task_set_task_data (task, self, search_free);
  sol_store_look_async (store, search_catalogue, self, cancellable, on_looked, task);
}

/**
 * sol_siret_search_finish:
 *
 * Returns: (transfer container) (element-type SolRecord): suppliers, in no order
 */
GPtrArray *
sol_siret_search_finish (SolStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
