/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-apply.h"

#include "model/sol-scope.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"
#include "store/sol-store-files-private.h"
#include "store/sol-store-records-private.h"

/* What the server says, in the two files. */

#define UNKNOWN_BLOB "unknown-blob" /* the server does not have a file that the act names */

/* The second job of an act on both files, after the first one's commit. */
typedef struct
{
  SolStoreLaneKind kind;
  SolStoreFunc func;
  GTask *task;
} Second;

static void
on_first_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Second *second = user_data;
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) != NULL)
    {
      sol_account_store_run (SOL_ACCOUNT_STORE (source), second->kind, second->task, second->func,
                             NULL);
      return;
    }
  g_task_return_error (second->task, error);
  g_object_unref (second->task);
}

/**
 * sol_account_store_run_both: (skip)
 * @owned_task: answered when both are done; its input is that of both jobs
 *
 * For what changes both files. They do not commit together, so the order is such that the one which
 * was killed in between is told again, and nothing is shown that never was: answers go to the cache
 * first, a lost scope to user.db first.
 */
void
sol_account_store_run_both (SolAccountStore *self,
                            GTask *owned_task,
                            SolStoreLaneKind first_kind,
                            SolStoreFunc first,
                            SolStoreLaneKind second_kind,
                            SolStoreFunc second_func)
{
  Second *second = g_new0 (Second, 1);
  GTask *task = g_task_new (self, g_task_get_cancellable (owned_task), on_first_done, second);

  *second = (Second){ second_kind, second_func, owned_task };
  g_task_set_source_tag (task, sol_account_store_run_both);
  g_task_set_task_data (task, g_task_get_task_data (owned_task), NULL);
  sol_account_store_run (self, first_kind, task, first, NULL);
}

static gpointer
take_records (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  SolStoreWriter writer;

  if (!sol_store_writer_begin (&writer, db, FALSE, error))
    return NULL;
  for (guint i = 0; i < input->list->len; i++)
    {
      const SolAnswer *answer = input->list->pdata[i];

      if (answer->record != NULL && !sol_store_writer_apply (&writer, answer->record, error))
        return NULL;
    }
  return GINT_TO_POINTER (sol_store_writer_end (&writer, error));
}

static SolOutboxState
get_state (const SolAnswer *answer)
{
  static const SolOutboxState states[SOL_N_ANSWERS] = {
    [SOL_ANSWER_APPLIED] = SOL_OUTBOX_ACKNOWLEDGED, [SOL_ANSWER_CONFLICT] = SOL_OUTBOX_CONFLICT,
    [SOL_ANSWER_REJECTED] = SOL_OUTBOX_REFUSED,     [SOL_ANSWER_FORBIDDEN] = SOL_OUTBOX_REFUSED,
    [SOL_ANSWER_BLOCKED] = SOL_OUTBOX_BLOCKED,      [SOL_ANSWER_GONE] = SOL_OUTBOX_GONE,
  };

  return states[answer->kind];
}

static char *
make_arguments (const SolAnswer *answer)
{
  if (answer->kind == SOL_ANSWER_BLOCKED && answer->by != NULL)
    return g_strdup_printf ("[\"%s\"]", answer->by);
  if (answer->kind == SOL_ANSWER_GONE)
    return g_strdup (answer->restorable ? "[\"restorable\"]" : "[]");
  return g_strdup (answer->arguments != NULL ? answer->arguments : "[]");
}

/* That it made; of a conflict, that it met. */
static gint64
get_rev (const SolAnswer *answer)
{
  return answer->kind == SOL_ANSWER_CONFLICT && answer->record != NULL ? answer->record->rev
                                                                       : answer->rev;
}

/* The next act that names it, this one tried again say, has it sent first. */
static gboolean
take_file_back (SolDatabase *db, const SolAnswer *answer, GError **error)
{
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "UPDATE attachment SET sent = 0 WHERE instr (:arguments, hash) > 0 AND organisation ="
      " (SELECT ifnull (organisation, '') FROM entry WHERE id = :id)",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", answer->id);
  sol_database_bind_text (statement, ":arguments", answer->arguments);
  return sol_database_finish (db, statement, error);
}

/* One that was taken up is laid over the record until the record that is held has it; when nothing
 * of the record is told, it is not his to see. */
static gboolean
settle (SolDatabase *db, const SolAnswer *answer, GError **error)
{
  g_autofree char *arguments = make_arguments (answer);
  gboolean ahead = answer->record != NULL && answer->record->rev < answer->rev;
  sqlite3_stmt *statement = sol_database_prepare (
      db,
      "UPDATE entry SET state = :state, since = :now, rev = :rev, code = :code,"
      " arguments = :arguments, conflicts = :conflicts,"
      " shown = CASE :state WHEN 6 THEN :ahead ELSE 1 END WHERE id = :id AND state IN (0, 1)",
      error);

  if (statement == NULL)
    return FALSE;
  sol_database_bind_text (statement, ":id", answer->id);
  sol_database_bind_number (statement, ":state", get_state (answer));
  sol_database_bind_number (statement, ":now", sol_account_now ());
  sol_database_bind_number (statement, ":rev", get_rev (answer));
  sol_database_bind_number (statement, ":ahead", ahead);
  sol_database_bind_text (statement, ":code",
                          answer->kind == SOL_ANSWER_FORBIDDEN ? SOL_OUTBOX_CODE_FORBIDDEN
                                                               : answer->code);
  sol_database_bind_text (statement, ":arguments", arguments);
  sol_database_bind_text (statement, ":conflicts", answer->conflicts);
  return sol_database_finish (db, statement, error) &&
         (g_strcmp0 (answer->code, UNKNOWN_BLOB) != 0 || take_file_back (db, answer, error)) &&
         (answer->kind != SOL_ANSWER_BLOCKED || answer->by == NULL ||
          sol_database_count_changes (db) == 0 ||
          sol_outbox_go_on (db, answer->id, answer->by, error));
}

static gpointer
settle_all (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  for (guint i = 0; i < input->list->len; i++)
    if (!settle (db, input->list->pdata[i], error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/**
 * sol_account_store_apply_answers_async:
 * @answers: (transfer none) (element-type SolAnswer): nobody may change them meanwhile
 *
 * Takes the records into the cache, then the acts out of the overlay, so that what he wrote is on
 * his screen all the time. Answers that come twice change nothing.
 */
void
sol_account_store_apply_answers_async (SolAccountStore *self,
                                       GPtrArray *answers,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_apply_answers_async,
                                             cancellable, callback, user_data, &input);

  input->list = g_ptr_array_ref (answers);
  sol_account_store_run_both (self, task, SOL_STORE_WRITE, take_records, SOL_STORE_WRITE_USER,
                              settle_all);
}

gboolean
sol_account_store_apply_answers_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static gboolean
ends_reset (SolDatabase *db, const SolChange *change, gboolean *ends, GError **error)
{
  g_autofree char *hash = NULL;

  *ends = FALSE;
  if (change->kind != SOL_CHANGE_CHECKPOINT || change->more)
    return TRUE;
  if (!sol_store_get_meta (db, "store:snapshot-hash", &hash, error))
    return FALSE;
  *ends = g_strcmp0 (hash, SOL_ACCOUNT_RESET) == 0;
  return TRUE;
}

/* Whether somebody else may see something, and he no longer may. */
static gboolean
is_lost (const SolChange *change)
{
  return change->kind == SOL_CHANGE_DROP || change->kind == SOL_CHANGE_LEAVE;
}

static gboolean
has_lost (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (is_lost (changes->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Whether it tells whose a record is that one may write for an organisation. */
static gboolean
is_of_organisation (const SolChange *change)
{
  const char *id;

  return change->kind == SOL_CHANGE_PUT &&
         sol_scope_parse (change->scope, &id) == SOL_SCOPE_KIND_ORG;
}

static gboolean
has_own (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (is_of_organisation (changes->pdata[i]))
      return TRUE;
  return FALSE;
}

/* Before the first stretch the cache has what answers told alone, of scopes that the server did not
 * tell, and will not tell as lost: what is not among those it tells goes at the end. */
static gboolean
begin_first (SolDatabase *db, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *cursor = sol_store_load_cursor (db, NULL, &failed);
  g_autofree char *hash = NULL;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return sol_store_get_meta (db, "store:snapshot-hash", &hash, error) &&
         (cursor != NULL || hash != NULL ||
          sol_store_snapshot_start (db, SOL_ACCOUNT_RESET, error));
}

static gpointer
apply (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  gboolean ends = FALSE;

  if (input->list->len == 0)
    return GINT_TO_POINTER (TRUE);
  if (!begin_first (db, error))
    return NULL;
  if (has_lost (input->list))
    sol_database_empty_log (db);
  if (sol_store_apply_changes (db, input->list, error) == NULL ||
      !ends_reset (db, input->list->pdata[input->list->len - 1], &ends, error))
    return NULL;
  return GINT_TO_POINTER (!ends || sol_store_snapshot_sweep (db, FALSE, error));
}

static gboolean
lead_drafts (SolDatabase *db, GPtrArray *changes, GError **error)
{
  gboolean any = FALSE;

  if (!sol_account_has_drafts (db, &any, error))
    return FALSE;
  for (guint i = 0; any && i < changes->len; i++)
    if (is_of_organisation (changes->pdata[i]) &&
        !sol_account_lead_drafts (db, changes->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gpointer
follow (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  if (!lead_drafts (db, input->list, error))
    return NULL;
  if (!has_lost (input->list))
    return GINT_TO_POINTER (TRUE);
  sol_database_empty_log (db);
  for (guint i = 0; i < input->list->len; i++)
    {
      const SolChange *change = input->list->pdata[i];

      if (is_lost (change) && !sol_account_lose (db, change, error))
        return NULL;
    }
  sol_store_files_drop_copies (db);
  return GINT_TO_POINTER (TRUE);
}

/**
 * sol_account_store_apply_async:
 * @changes: (transfer none) (element-type SolChange): nobody may change them meanwhile
 *
 * Writes a stretch of the account's own feed, its checkpoint included, in one transaction. A scope
 * that is lost, or a record that left one, leaves the disk in it; what he did there and was not
 * sent is kept as refused, with %SOL_OUTBOX_CODE_NO_ACCESS. His draft of one that passed from one
 * organisation to another, and is his to read yet, is of that one.
 */
void
sol_account_store_apply_async (SolAccountStore *self,
                               GPtrArray *changes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SolAccountInput *input;
  GTask *task = sol_account_store_make_task (self, sol_account_store_apply_async, cancellable,
                                             callback, user_data, &input);

  input->list = g_ptr_array_ref (changes);
  if (has_lost (changes) || has_own (changes))
    sol_account_store_run_both (self, task, SOL_STORE_WRITE_USER, follow, SOL_STORE_WRITE, apply);
  else
    sol_account_store_run (self, SOL_STORE_WRITE, task, apply, NULL);
}

gboolean
sol_account_store_apply_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
