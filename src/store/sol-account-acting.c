/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-acting.h"

#include "model/sol-json.h"
#include "store/sol-account-store-private.h"

/* For whom an account may act, as far as it was told. */

static void
free_acting (gpointer data)
{
  SolActing *acting = data;

  g_free ((char *) acting->organisation);
  g_free (acting);
}

/* (transfer full): {"ORGANISATION": ROLES}, as the table has them */
static char *
make_acting_text (GPtrArray *list)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const SolActing *acting = list->pdata[i];

      json_object_set_int_member (object, acting->organisation != NULL ? acting->organisation : "",
                                  acting->roles);
    }
  return sol_json_object_to_text (object);
}

/* Told at each sync, and seldom anything new: only what differs is written. */
static gpointer
set_acting (SolDatabase *db, gpointer data, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM membership WHERE organisation NOT IN (SELECT key FROM json_each (:acting))",
    "INSERT INTO membership SELECT key, value FROM json_each (:acting) WHERE TRUE"
    " ON CONFLICT DO UPDATE SET roles = excluded.roles WHERE roles <> excluded.roles",
  };
  SolAccountInput *input = data;
  g_autofree char *text = make_acting_text (input->list);

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      sqlite3_stmt *statement = sol_database_prepare (db, sql[i], error);

      if (statement == NULL)
        return NULL;
      sol_database_bind_text (statement, ":acting", text);
      if (!sol_database_finish (db, statement, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

/**
 * sol_account_store_set_acting_async:
 * @acting: (array length=n_acting): all for whom he may act, as the server says
 *
 * Kept, so that an act without a line has the same verdict as the server's.
 */
void
sol_account_store_set_acting_async (SolAccountStore *self,
                                    const SolActing *acting,
                                    guint n_acting,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_set_acting_async, cancellable,
                                             callback, user_data, &input);

  input->list = g_ptr_array_new_with_free_func (free_acting);
  for (guint i = 0; i < n_acting; i++)
    {
      SolActing *copy = g_new0 (SolActing, 1);

      copy->organisation = g_strdup (acting[i].organisation);
      copy->roles = acting[i].roles;
      g_ptr_array_add (input->list, copy);
    }
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, set_acting, NULL);
}

gboolean
sol_account_store_set_acting_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
