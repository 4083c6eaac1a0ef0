/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-job-private.h"

gboolean
sol_job_is_writing (SolStoreLaneKind kind)
{
  return kind == SOL_STORE_WRITE || kind == SOL_STORE_WRITE_USER;
}

static gpointer
run_in_transaction (SolJob *self, SolDatabase *db, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer result = NULL;

  if (sol_database_run (db, "BEGIN IMMEDIATE", &local_error))
    result = self->func (db, g_task_get_task_data (self->task), &local_error);

  /* From here on it is too late to cancel: the answer says what is in the file. */
  sol_database_set_cancellable (db, NULL);
  if (local_error == NULL)
    sol_database_run (db, "COMMIT", &local_error);
  if (local_error == NULL)
    {
      sol_database_end_commit (db);
      return result;
    }

  sol_database_rollback (db);
  if (result != NULL && self->free_result != NULL)
    self->free_result (result);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/**
 * sol_job_run:
 * @db: a connection of its lane
 *
 * Returns: (transfer full) (nullable): the result
 */
gpointer
sol_job_run (SolJob *self, SolDatabase *db, GError **error)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  gpointer result;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  sol_database_set_cancellable (db, cancellable);
  if (sol_job_is_writing (self->kind))
    result = run_in_transaction (self, db, error);
  else
    result = self->func (db, g_task_get_task_data (self->task), error);

  sol_database_set_cancellable (db, NULL);
  return result;
}
