/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-store-looks.h"

#include "model/sol-supplier-looks.h"
#include "model/sol-uuid.h"
#include "store/sol-store-private.h"

#define MAX_HELD "5000" /* however long there is no line */
#define MAX_BATCH G_STRINGIFY (SOL_LOOKS_MAX_BATCH)
#define MAX_AGE "-400 days" /* no platform counts older ones */

void
sol_store_looks_free (SolStoreLooks *self)
{
  g_free (self->batch);
  g_free (self->body);
  g_free (self);
}

typedef struct
{
  char *supplier;
  char *day;
  char *account;
  char *organisation;
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_free (self->supplier);
  g_free (self->day);
  g_free (self->account);
  g_free (self->organisation);
  g_free (self);
}

static gboolean
run (SolDatabase *db, const char *sql, const Look *look, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":supplier", look->supplier);
  sol_database_bind_text (statement, ":day", look->day);
  sol_database_bind_text (statement, ":account", look->account);
  sol_database_bind_text (statement, ":organisation", look->organisation);
  return sol_database_finish (db, statement, error);
}

/* Who looked before he signed in is the same; what was counted yesterday is of no use any more. */
static gpointer
note (SolDatabase *db, gpointer input, GError **error)
{
  static const char *const sql[] = {
    "DELETE FROM look WHERE supplier = :supplier AND day = :day AND account = '' AND batch IS NULL "
    "AND :account <> ''",
    "INSERT OR IGNORE INTO look (supplier, day, account, organisation) VALUES (:supplier, :day, "
    ":account, :organisation)",
    "DELETE FROM look WHERE (sent = 1 AND day NOT BETWEEN date (:day, '-1 day') AND date (:day, "
    "'+1 day')) OR day < date (:day, '" MAX_AGE "')",
    "DELETE FROM look WHERE (supplier, day, account) IN (SELECT supplier, day, account FROM look "
    "ORDER BY day DESC LIMIT -1 OFFSET " MAX_HELD ")",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    if (!run (db, sql[i], input, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/**
 * sol_store_note_look_async:
 *
 * Keeps that somebody looked at the page of a structure, once a day for each account, in user.db,
 * until the platform has counted it.
 */
void
sol_store_note_look_async (SolStore *self,
                           const SolStoreLook *look,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Look *copy = g_new0 (Look, 1);

  copy->supplier = g_strdup (look->supplier);
  copy->day = g_strdup (look->day);
  copy->account = g_strdup (look->account != NULL ? look->account : "");
  copy->organisation = g_strdup (look->organisation != NULL ? look->organisation : "");
  g_task_set_source_tag (task, sol_store_note_look_async);
  g_task_set_task_data (task, copy, look_free);
  sol_store_run (self, SOL_STORE_WRITE_USER, task, note, NULL);
}

gboolean
sol_store_note_look_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/* (transfer full) (nullable): the first text of the first row; %NULL without an error: none */
static char *
ask (SolDatabase *db, const char *sql, const char *account, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":account", account);
  return sol_database_step (db, statement, error)
             ? g_strdup ((const char *) sqlite3_column_text (statement, 0))
             : NULL;
}

/* What was handed out and not answered goes again as it was. */
static char *
hand_out (SolDatabase *db, const char *account, GError **error)
{
  static const char mark_sql[] =
      "UPDATE look SET batch = :batch WHERE (supplier, day, account) IN (SELECT supplier, day, "
      "account FROM look WHERE account = :account AND sent = 0 AND batch IS NULL AND organisation "
      "= (SELECT organisation FROM look WHERE account = :account AND sent = 0 AND batch IS NULL "
      "LIMIT 1) LIMIT " MAX_BATCH ")";
  g_autoptr (GError) local_error = NULL;
  g_autofree char *batch = ask (db,
                                "SELECT batch FROM look WHERE account = :account AND sent = 0 AND "
                                "batch IS NOT NULL LIMIT 1",
                                account, &local_error);
  sqlite3_stmt *statement;

  if (batch != NULL || local_error != NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return g_steal_pointer (&batch);
    }
  statement = sol_database_prepare (db, mark_sql, error);
  if (statement == NULL)
    return NULL;
  batch = sol_uuid_new ();
  sol_database_bind_text (statement, ":batch", batch);
  sol_database_bind_text (statement, ":account", account);
  return sol_database_finish (db, statement, error) ? g_steal_pointer (&batch) : NULL;
}

static gpointer
take (SolDatabase *db, gpointer account, GError **error)
{
  static const char body_sql[] =
      "SELECT CASE count (*) WHEN 0 THEN NULL ELSE json_object ('batch', batch, 'organisation', "
      "nullif (max (organisation), ''), 'looks', json_group_array (json_object ('supplier', "
      "supplier, 'day', day))) END FROM look WHERE batch = :account AND sent = 0";
  g_autofree char *batch = hand_out (db, account, error);
  g_autofree char *body = batch != NULL ? ask (db, body_sql, batch, error) : NULL;
  SolStoreLooks *looks;

  if (body == NULL)
    return NULL;
  looks = g_new0 (SolStoreLooks, 1);
  looks->batch = g_steal_pointer (&batch);
  looks->body = g_steal_pointer (&body);
  return looks;
}

static gpointer
has_any (SolDatabase *db, gpointer account, GError **error)
{
  return ask (db, "SELECT '1' FROM look WHERE account = :account AND sent = 0 LIMIT 1", account,
              error);
}

static void
on_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *found = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (found == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    sol_store_run (SOL_STORE (source), SOL_STORE_WRITE_USER, g_steal_pointer (&task), take,
                   (GDestroyNotify) sol_store_looks_free);
}

/**
 * sol_store_take_looks_async:
 * @account: (nullable): whose; %NULL: of who was not signed in
 *
 * Hands out the looks that are still to be counted, two hundred at most, all for one organisation:
 * the same again until they are settled. Nothing is written when there are none.
 */
void
sol_store_take_looks_async (SolStore *self,
                            const char *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *first = g_task_new (self, cancellable, on_known, task);

  g_task_set_source_tag (task, sol_store_take_looks_async);
  g_task_set_task_data (task, g_strdup (account != NULL ? account : ""), g_free);
  g_task_set_task_data (first, g_strdup (account != NULL ? account : ""), g_free);
  sol_store_run (self, SOL_STORE_READ_USER, first, has_any, g_free);
}

/**
 * sol_store_take_looks_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without an error: there are none
 */
SolStoreLooks *
sol_store_take_looks_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
settle (SolDatabase *db, gpointer batch, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db, "UPDATE look SET sent = 1 WHERE batch = :batch", error);

  if (statement == NULL)
    return NULL;
  sol_database_bind_text (statement, ":batch", batch);
  return GINT_TO_POINTER (sol_database_finish (db, statement, error));
}

/* The platform has counted them, or never will. */
void
sol_store_settle_looks_async (SolStore *self,
                              const char *batch,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_store_settle_looks_async);
  g_task_set_task_data (task, g_strdup (batch), g_free);
  sol_store_run (self, SOL_STORE_WRITE_USER, task, settle, NULL);
}

gboolean
sol_store_settle_looks_finish (SolStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}
