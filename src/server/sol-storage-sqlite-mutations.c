/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-record-registry.h"
#include "server/sol-storage-sqlite-mutations-private.h"

#define ANSWERS_KEPT (90 * 24 * 3600) /* seconds */

static SolRecord *
read_record (gpointer data, const char *type, const char *id)
{
  SolMutating *run = data;
  SolMutationTarget target;
  SolRecord *record = NULL;

  if (sol_record_registry_find (type) != G_TYPE_INVALID &&
      sol_storage_sqlite_load_target (run->writer, type, id, run->sender->now, &target, NULL))
    {
      record = target.deleted ? NULL : g_steal_pointer (&target.record);
      sol_mutation_target_clear (&target);
    }
  return record;
}

static gboolean
write_effects (SolMutating *run, GPtrArray *effects, char **answer, GError **error)
{
  for (guint i = 0; i < effects->len; i++)
    if (!sol_storage_sqlite_write_effect (run, effects->pdata[i], i == 0 ? answer : NULL, error))
      return FALSE;
  return TRUE;
}

/* Who did what to which record, and the names of the fields. */
static gboolean
write_audit (SolMutating *run, GError **error)
{
  const SolMutation *mutation = run->mutation;
  g_auto (GStrv) fields = sol_patch_list_fields (mutation->patch);
  g_autofree char *names = g_strjoinv (",", fields);
  g_autofree char *detail = g_strdup_printf ("%s %s %s", mutation->type, mutation->target, names);
  const SolAudit audit = { run->sender->actor->account, run->sender->session, run->sender->client,
                           mutation->op, detail };

  return sol_storage_sqlite_write_audit (run->writer, &audit, error);
}

/* Asks the model, and writes what it says: nothing is written of what is refused, so there is
 * nothing to take back. */
static gboolean
decide (SolMutating *run, SolMutationTarget *target, char **answer, GError **error)
{
  g_autoptr (GPtrArray)
      conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_conflict_free);
  g_autoptr (GPtrArray) effects = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_effect_free);
  g_autoptr (GError) cause = NULL;
  SolOperationContext context = { run->sender->actor, run->moment, read_record, run, effects };
  SolVerdict verdict = sol_mutation_run (run->mutation, run->sender->client, target, &context,
                                         conflicts, &cause);

  if (verdict == SOL_VERDICT_APPLIED)
    return write_effects (run, effects, answer, error) && write_audit (run, error);
  *answer = sol_mutation_answer_refused (run->mutation, verdict, target, conflicts, cause);
  return TRUE;
}

static gboolean
decide_on_target (SolMutating *run, char **answer, GError **error)
{
  const SolMutation *mutation = run->mutation;
  SolMutationTarget target = { 0 };
  gboolean done = sol_record_registry_find (mutation->type) == G_TYPE_INVALID ||
                  sol_storage_sqlite_load_target (run->writer, mutation->type, mutation->target,
                                                  run->sender->now, &target, error);

  done = done && decide (run, &target, answer, error);
  sol_mutation_target_clear (&target);
  return done;
}

/* One text of the first row, %NULL for none. */
static gboolean
ask (SolSqlite *writer, sqlite3_stmt *statement, char **text, GError **error)
{
  int code = statement != NULL ? sol_sqlite_step (writer, statement, error) : SQLITE_ERROR;

  *text = code == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (statement, 0)) : NULL;
  if (statement != NULL)
    sqlite3_reset (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* @by: the first that it comes after and that was not applied. */
static gboolean
find_block (SolMutating *run, const char **by, GError **error)
{
  const GStrv after = run->mutation->after;

  for (guint i = 0; after != NULL && after[i] != NULL; i++)
    {
      g_autofree char *result = NULL;

      if (!ask (run->writer,
                sol_sqlite_bind (run->writer,
                                 "SELECT json_extract (answer, '$.result') FROM mutation WHERE id "
                                 "= ?1 AND account = ?2 AND client = ?3",
                                 error, "ttt", after[i], run->sender->actor->account,
                                 run->sender->client),
                &result, error))
        return FALSE;
      if (g_strcmp0 (result, SOL_MUTATION_APPLIED) == 0)
        continue;
      *by = after[i];
      return TRUE;
    }
  return TRUE;
}

/* A new one: its answer is kept with its effect. */
static gboolean
take (SolMutating *run, const char *hash, char **answer, GError **error)
{
  const SolMutation *mutation = run->mutation;
  const char *by = NULL;

  if (!find_block (run, &by, error))
    return FALSE;
  if (by != NULL)
    *answer = sol_mutation_answer_blocked (mutation, by);
  else if (!decide_on_target (run, answer, error))
    return FALSE;
  return sol_sqlite_execute (run->writer,
                             "INSERT INTO mutation (id, account, client, n, body_hash, answer, "
                             "answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                             error, "tttitti", mutation->id, run->sender->actor->account,
                             run->sender->client, mutation->n, hash, *answer, run->sender->now);
}

static gboolean
refuse_batch (GError **error, SolStorageError code, const SolMutation *mutation)
{
  g_set_error (error, SOL_STORAGE_ERROR, code,
               code == SOL_STORAGE_ERROR_GAP          ? "Mutations before %s are missing"
               : code == SOL_STORAGE_ERROR_OTHER_BODY ? "Mutation %s was sent with another body"
                                                      : "Mutation %s comes from a copied folder",
               mutation->id);
  return FALSE;
}

/* The answer that is kept of its id, if any. */
static gboolean
look_up (SolMutating *run, const char *hash, char **kept, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      run->writer,
      "SELECT answer, account = ?2 AND client = ?3, body_hash = ?4 FROM mutation WHERE id = ?1",
      error, "tttt", run->mutation->id, run->sender->actor->account, run->sender->client, hash);
  int code = row != NULL ? sol_sqlite_step (run->writer, row, error) : SQLITE_ERROR;
  gboolean own = code == SQLITE_ROW && sqlite3_column_int (row, 1);
  gboolean same = code == SQLITE_ROW && sqlite3_column_int (row, 2);

  if (code == SQLITE_ROW && own && same)
    *kept = g_strdup ((const char *) sqlite3_column_text (row, 0));
  if (row != NULL)
    sqlite3_reset (row);
  if (code == SQLITE_ROW && !own)
    return refuse_batch (error, SOL_STORAGE_ERROR_CLONED, run->mutation);
  if (code == SQLITE_ROW && !same)
    return refuse_batch (error, SOL_STORAGE_ERROR_OTHER_BODY, run->mutation);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Its number was taken: by another of this client, whose folder was copied; or the answer is
 * forgotten. */
static gboolean
answer_old (SolMutating *run, char **answer, GError **error)
{
  g_autofree char *other = NULL;

  if (!ask (run->writer,
            sol_sqlite_bind (
                run->writer,
                "SELECT id FROM mutation WHERE account = ?1 AND client = ?2 AND n = ?3", error,
                "tti", run->sender->actor->account, run->sender->client, run->mutation->n),
            &other, error))
    return FALSE;
  if (other != NULL)
    return refuse_batch (error, SOL_STORAGE_ERROR_CLONED, run->mutation);
  *answer = sol_mutation_answer_already (run->mutation, NULL);
  return TRUE;
}

static gboolean
answer_one (SolMutating *run, gint64 *last_n, char **answer, GError **error)
{
  g_autofree char *body = sol_mutation_to_text (run->mutation);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  g_autofree char *kept = NULL;

  if (!look_up (run, hash, &kept, error))
    return FALSE;
  if (kept != NULL)
    {
      *answer = sol_mutation_answer_already (run->mutation, kept);
      return TRUE;
    }
  if (run->mutation->n <= *last_n)
    return answer_old (run, answer, error);
  if (run->mutation->n > *last_n + 1)
    return refuse_batch (error, SOL_STORAGE_ERROR_GAP, run->mutation);
  *last_n = run->mutation->n;
  return take (run, hash, answer, error);
}

static gboolean
read_last_n (SolMutating *run, gint64 *last_n, GError **error)
{
  g_autofree char *text = NULL;

  if (!ask (run->writer,
            sol_sqlite_bind (run->writer,
                             "SELECT last_n FROM client WHERE account = ?1 AND client = ?2", error,
                             "tt", run->sender->actor->account, run->sender->client),
            &text, error))
    return FALSE;
  *last_n = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

typedef struct
{
  const SolStorageSender *sender;
  GPtrArray *mutations;
  GPtrArray *answers;
} Batch;

static gboolean
answer_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Batch *batch = data;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (batch->sender->now);
  g_autofree char *moment = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  SolMutating run = { writer, seq, batch->sender, moment, NULL };
  gint64 last_n;

  if (!read_last_n (&run, &last_n, error))
    return FALSE;
  for (guint i = 0; i < batch->mutations->len; i++)
    {
      char *answer = NULL;

      run.mutation = batch->mutations->pdata[i];
      if (!answer_one (&run, &last_n, &answer, error))
        {
          g_free (answer);
          return FALSE;
        }
      g_ptr_array_add (batch->answers, answer);
    }
  return sol_sqlite_execute (writer,
                             "INSERT OR REPLACE INTO client (account, client, last_n) VALUES (?1, "
                             "?2, ?3)",
                             error, "tti", batch->sender->actor->account, batch->sender->client,
                             last_n);
}

static gboolean
mutate (SolStorage *storage,
        const SolStorageSender *sender,
        GPtrArray *mutations,
        GPtrArray *answers,
        GError **error)
{
  Batch batch = { sender, mutations, answers };

  if (sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (storage), answer_all, &batch, error))
    return TRUE;
  g_ptr_array_set_size (answers, 0);
  return FALSE;
}

static gboolean
purge_all (SolSqlite *writer, gpointer data, GError **error)
{
  gint64 now = *(gint64 *) data;

  return sol_sqlite_execute (writer, "DELETE FROM mutation WHERE answered_at < ?1", error, "i",
                             now - ANSWERS_KEPT) &&
         sol_storage_sqlite_purge_targets (writer, now, error);
}

static gboolean
purge_mutations (SolStorage *storage, gint64 now, GError **error)
{
  return sol_storage_sqlite_write (SOL_STORAGE_SQLITE (storage), purge_all, &now, error);
}

void
sol_storage_sqlite_mutations_init (SolStorageInterface *iface)
{
  iface->mutate = mutate;
  iface->purge_mutations = purge_mutations;
}
