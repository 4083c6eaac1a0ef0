/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-counts.h"

#include "store/sol-account-hold-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-outbox-entry.h"

static guint *
find_count (SolOutboxCounts *counts, SolOutboxState state)
{
  switch (state)
    {
    case SOL_OUTBOX_WAITING:
    case SOL_OUTBOX_SENDING:
    case SOL_OUTBOX_BLOCKED:
      return &counts->n_waiting;
    case SOL_OUTBOX_CONFLICT:
      return &counts->n_conflicts;
    case SOL_OUTBOX_REFUSED:
    case SOL_OUTBOX_GONE:
      return &counts->n_refused;
    default:
      return NULL;
    }
}

static gboolean
count_held (SolDatabase *db, GPtrArray *held, SolOutboxCounts *counts, GError **error)
{
  for (guint i = 0; i < held->len; i++)
    {
      g_autoptr (GError) failed = NULL;
      sqlite3_stmt *statement = sol_database_prepare (
          db, "SELECT 1 FROM entry WHERE id = :id AND state = 0", error);

      if (statement == NULL)
        return FALSE;
      sol_database_bind_text (statement, ":id", held->pdata[i]);
      if (sol_database_step (db, statement, &failed))
        counts->n_held++;
      sqlite3_reset (statement);
      if (failed != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failed));
          return FALSE;
        }
    }
  return TRUE;
}

static gpointer
count (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree SolOutboxCounts *counts = g_new0 (SolOutboxCounts, 1);
  g_autoptr (GError) failed = NULL;
  sqlite3_stmt *statement = sol_database_prepare (
      db, "SELECT state, count (*) FROM entry GROUP BY state", error);

  if (statement == NULL)
    return NULL;
  while (sol_database_step (db, statement, &failed))
    {
      guint *of_state = find_count (counts, (SolOutboxState) sqlite3_column_int (statement, 0));

      if (of_state != NULL)
        *of_state += (guint) sqlite3_column_int64 (statement, 1);
    }
  sqlite3_reset (statement);
  if (failed == NULL)
    return count_held (db, input->list, counts, error) ? g_steal_pointer (&counts) : NULL;

  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/**
 * sol_account_store_count_async:
 *
 * Counts what is not done.
 */
void
sol_account_store_count_async (SolAccountStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_count_async, cancellable,
                                             callback, user_data, &input);

  input->list = sol_account_list_held (self);
  sol_account_store_run (self, SOL_STORE_READ_USER, task, count, g_free);
}

gboolean
sol_account_store_count_finish (SolAccountStore *self,
                                GAsyncResult *result,
                                SolOutboxCounts *counts,
                                GError **error)
{
  g_autofree SolOutboxCounts *counted = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  counted = g_task_propagate_pointer (G_TASK (result), error);
  if (counted != NULL)
    *counts = *counted;
  return counted != NULL;
}
