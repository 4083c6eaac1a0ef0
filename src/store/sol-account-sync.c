/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-sync.h"

#include <string.h>

#include "store/sol-account-attach-private.h"
#include "store/sol-account-hold-private.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-outbox-entry-private.h"

/* What is sent, in its order. */

#define BATCH_HEAD 256 /* bytes of a batch beside its mutations */
#define ENTRY_HEAD 64  /* bytes that the id, the number and the comma of one may grow by */

/* Those that were offered again, to a server that lacks a file of one: numbers leave no gap. */
#define FIRST_WAITING                                                                        \
  "(SELECT min (e.n) FROM attachment AS a CROSS JOIN entry AS e WHERE a.sent = 0 AND e.n IS" \
  " NOT NULL AND e.state = 0 AND ifnull (e.organisation, '') = a.organisation"               \
  " AND instr (e.body, a.hash) > 0)"

/* Each of the two from an index, in its order. */
#define BATCH_COLUMNS SOL_OUTBOX_COLUMNS ", length (CAST (body AS BLOB))"
static const char batch_sql[] = "SELECT * FROM (SELECT " BATCH_COLUMNS
                                " FROM entry INDEXED BY entry_to_send"
                                " WHERE n IS NOT NULL AND state IN (0, 1)"
                                " AND n < ifnull (" FIRST_WAITING ", n + 1) ORDER BY n LIMIT :max)"
                                " UNION ALL SELECT * FROM (SELECT " BATCH_COLUMNS " FROM entry"
                                " WHERE n IS NULL AND state = 0 AND " SOL_ATTACHMENT_IS_SENT
                                " AND " FIRST_WAITING " IS NULL"
                                " ORDER BY place LIMIT :max)";

/* Whether the entry still goes with those that are there: one organisation, a bounded size. */
static gboolean
add_to_batch (SolMutationBatch *batch,
              SolOutboxEntry *entry,
              gint64 length,
              gint64 max,
              gsize *size)
{
  const char *organisation = sol_outbox_entry_get_organisation (entry);

  *size += (gsize) length + ENTRY_HEAD;
  if (batch->mutations->len == 0)
    batch->organisation = g_strdup (organisation);
  else if (batch->mutations->len >= max || *size > SOL_MUTATION_MAX_SIZE ||
           g_strcmp0 (batch->organisation, organisation) != 0)
    return FALSE;
  g_ptr_array_add (batch->mutations, sol_outbox_entry_steal_mutation (entry));
  return TRUE;
}

/* What an older program wrote says from now on what it says as it is first sent. */
static gboolean
keep_raised (SolDatabase *db, GPtrArray *raised, GError **error)
{
  for (guint i = 0; i < raised->len; i++)
    if (!sol_outbox_write_body (db, raised->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Those that were handed out before have a number and come first, as they did then. None goes past
 * one that is held. */
static gboolean
collect (SolDatabase *db, SolMutationBatch *batch, gint64 max, GPtrArray *held, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GPtrArray) raised = g_ptr_array_new ();
  gsize size = BATCH_HEAD;
  sqlite3_stmt *statement = sol_database_prepare (db, batch_sql, error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_number (statement, ":max", max);
  while (sol_database_step (db, statement, &failed))
    {
      g_autoptr (SolOutboxEntry) entry = sol_outbox_entry_new_from_row (statement, &failed);

      if (entry == NULL || sol_account_is_held (held, sol_outbox_entry_get_id (entry)) ||
          !add_to_batch (batch, entry, sqlite3_column_int64 (statement, SOL_OUTBOX_N_COLUMNS), max,
                         &size))
        break;
      if (sol_outbox_entry_is_raised (entry))
        g_ptr_array_add (raised, batch->mutations->pdata[batch->mutations->len - 1]);
    }
  sqlite3_reset (statement);
  if (failed == NULL)
    return keep_raised (db, raised, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
hand_out (SolDatabase *db, SolMutation *mutation, gint64 *last_n, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "UPDATE entry SET n = :n, since = CASE state WHEN 1 THEN since ELSE :now END, state = 1,"
      " sent = sent + 1 WHERE id = :id",
      error);

  if (statement == NULL)
    return FALSE;
  if (mutation->n == 0)
    mutation->n = ++*last_n;
  sol_database_bind_number (statement, ":n", mutation->n);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  sol_database_bind_text (statement, ":id", mutation->id);
  return sol_database_finish (db, statement, error);
}

static gboolean
put_last_n (SolDatabase *db, gint64 last_n, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE main.meta SET value = :n WHERE name = 'last-n'", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_number (statement, ":n", last_n);
  return sol_database_finish (db, statement, error);
}

static gboolean
get_last_n (SolDatabase *db, gint64 *last_n, GError **error)
{
  return sol_database_get_number (db, "SELECT value FROM main.meta WHERE name = 'last-n'", last_n,
                                  error);
}

static gpointer
take_batch (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autoptr (SolMutationBatch) batch = g_new0 (SolMutationBatch, 1);
  gint64 last_n = 0;

  batch->mutations = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
  if (!sol_account_read_client (db, &batch->client, error) || !get_last_n (db, &last_n, error) ||
      !collect (db, batch, input->number, input->list, error))
    return NULL;
  if (batch->mutations->len == 0)
    return NULL;
  for (guint i = 0; i < batch->mutations->len; i++)
    if (!hand_out (db, batch->mutations->pdata[i], &last_n, error))
      return NULL;
  return put_last_n (db, last_n, error) ? g_steal_pointer (&batch) : NULL;
}

/**
 * sol_account_store_take_batch_async:
 * @max: at most so many; 0: as many as a batch takes
 *
 * Hands out what is to be sent next, numbered: for one organisation, and no more than the server
 * takes. Until it is answered or released, the same comes
 * first again.
 */
void
sol_account_store_take_batch_async (SolAccountStore *self,
                                    guint max,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_take_batch_async, cancellable,
                                             callback, user_data, &input);

  input->list = sol_account_list_held (self);
  input->number = max > 0 ? MIN (max, SOL_MUTATION_MAX_BATCH) : SOL_MUTATION_MAX_BATCH;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, take_batch,
                         (GDestroyNotify) sol_mutation_batch_free);
}

/**
 * sol_account_store_take_batch_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without @error set when nothing is to be sent
 */
SolMutationBatch *
sol_account_store_take_batch_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
run_numbered (SolDatabase *db, const char *sql, gint64 n, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_number (statement, ":n", n);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  return sol_database_finish (db, statement, error);
}

/* What is handed out once and never left is the end of what has a number. */
static gpointer
release (SolDatabase *db, gpointer data, GError **error)
{
  gint64 first = 0;

  if (!sol_database_get_number (
          db, "SELECT coalesce (min (n), 0) FROM entry WHERE state = 1 AND sent = 1", &first,
          error))
    return NULL;
  if (first == 0)
    return GINT_TO_POINTER (TRUE);
  return GINT_TO_POINTER (
      run_numbered (db,
                    "UPDATE entry SET n = NULL, sent = 0, state = 0, since = :now WHERE n >= :n",
                    first, error) &&
      put_last_n (db, first - 1, error));
}

/**
 * sol_account_store_release_async:
 *
 * Takes back the last batch, when it is certain that nothing of it left this machine: there was no
 * line. What it handed out for the first time can then be discarded like what was never sent.
 */
void
sol_account_store_release_async (SolAccountStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_release_async, cancellable,
                                             callback, user_data, &input);

  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, release, NULL);
}

gboolean
sol_account_store_release_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* Those that the server does not know are numbered anew: what was settled since left gaps. */
static gpointer
count_from (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (
      run_numbered (db,
                    "UPDATE entry SET state = 0, shown = 1, since = :now"
                    " WHERE n > :n AND state IN (1, 6)",
                    input->number, error) &&
      run_numbered (db, "UPDATE entry SET n = NULL, sent = 0 WHERE n > :n", input->number, error) &&
      sol_database_run (db, "UPDATE attachment SET sent = 0", error) &&
      put_last_n (db, input->number, error));
}

/**
 * sol_account_store_count_from_async:
 * @last_n: the last number that the server knows of this client, as it says when there is a gap
 *
 * For a server that was restored from a copy: offers what came after it again, numbered anew, and
 * the files that went with it.
 */
void
sol_account_store_count_from_async (SolAccountStore *self,
                                    gint64 last_n,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_count_from_async, cancellable,
                                             callback, user_data, &input);

  input->number = last_n;
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, count_from, NULL);
}

gboolean
sol_account_store_count_from_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * sol_outbox_become_client: (skip)
 *
 * Counts from the beginning, as another installation.
 */
gboolean
sol_outbox_become_client (SolDatabase *db, GError **error)
{
  g_autofree char *client = sol_account_new_id ();
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE main.meta SET value = :client WHERE name = 'client'", error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":client", client);
  return sol_database_finish (db, statement, error) &&
         sol_database_run (db,
                           "UPDATE entry SET n = NULL, sent = 0,"
                           " state = CASE state WHEN 1 THEN 0 ELSE state END WHERE n IS NOT NULL",
                           error) &&
         put_last_n (db, 0, error);
}

static gpointer
become_client (SolDatabase *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (sol_outbox_become_client (db, error));
}

/**
 * sol_account_store_become_client_async:
 *
 * For a folder that was copied, as the server tells by "client-cloned": goes on as another
 * installation. The acts keep their ids, by which the server knows those that the other copy sent.
 */
void
sol_account_store_become_client_async (SolAccountStore *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_become_client_async,
                                             cancellable, callback, user_data, &input);

  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, become_client, NULL);
}

gboolean
sol_account_store_become_client_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
tell_anew (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autofree char *fresh = sol_account_new_id ();

  return GINT_TO_POINTER (sol_outbox_rename (db, input->id, fresh, error));
}

/**
 * sol_account_store_tell_anew_async:
 * @id: of an entry that was handed out, and that the server does not take under this id
 *
 * For an id that is another account's, or another act's: the same act goes by another one.
 */
void
sol_account_store_tell_anew_async (SolAccountStore *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_tell_anew_async, cancellable,
                                             callback, user_data, &input);

  input->id = g_strdup (id);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, tell_anew, NULL);
}

gboolean
sol_account_store_tell_anew_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gpointer
park (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  g_autoptr (SolOutboxEntry) entry = sol_outbox_entry_load (db, input->id, error);
  gint64 n = entry != NULL ? sol_outbox_entry_get_mutation (entry)->n : 0;
  sqlite3_stmt *statement;

  if (entry == NULL || n == 0 || sol_outbox_entry_get_state (entry) != SOL_OUTBOX_SENDING)
    return GINT_TO_POINTER (*error == NULL);
  statement = sol_database_prepare (
      db,
      "UPDATE entry SET state = 4, since = :now, code = '" SOL_OUTBOX_CODE_SERVER_FAILED
      "' WHERE n = :n",
      error);
  if (statement == NULL)
    return NULL;
  sol_database_bind_number (statement, ":n", n);
  sol_database_bind_number (statement, ":now", sol_account_now ());
  return GINT_TO_POINTER (
      sol_database_finish (db, statement, error) &&
      run_numbered (db, "UPDATE entry SET state = 0 WHERE n > :n AND state = 1", n, error) &&
      run_numbered (db, "UPDATE entry SET n = NULL, sent = 0 WHERE n >= :n", n, error) &&
      put_last_n (db, n - 1, error));
}

/**
 * sol_account_store_park_async:
 * @id: of an entry that was handed out alone, and at which the server fails again and again
 *
 * Puts it aside as refused, with %SOL_OUTBOX_CODE_SERVER_FAILED, so that the others go on.
 */
void
sol_account_store_park_async (SolAccountStore *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_park_async, cancellable,
                                             callback, user_data, &input);

  input->id = g_strdup (id);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, task, park, NULL);
}

gboolean
sol_account_store_park_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
