/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "server/sol-retention.h"
#include "server/sol-storage-sqlite-mutations-private.h"

#define MAX_CLIENTS 200 /* installations of an account: each is known for ever */

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

/* @by: the first that it comes after and that was refused. One that nothing is known of any more
 * was answered so long ago that its client acted on it: it holds nothing up. */
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
                                 "= ?1 AND account = ?2",
                                 error, "tt", after[i], run->sender->actor->account),
                &result, error))
        return FALSE;
      if (result == NULL || g_str_equal (result, SOL_MUTATION_APPLIED))
        continue;
      *by = after[i];
      return TRUE;
    }
  return TRUE;
}

/* @id: by which it is found again */
static gboolean
keep_text (SolMutating *run, const char *id, const char *hash, const char *text, GError **error)
{
  return sol_sqlite_execute (run->writer,
                             "INSERT INTO mutation (id, account, client, n, body_hash, answer, "
                             "answered_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                             error, "tttitti", id, run->sender->actor->account, run->sender->client,
                             run->mutation->n, hash, text, run->sender->now);
}

static gboolean
keep_answer (SolMutating *run, const char *hash, JsonObject *answer, GError **error)
{
  g_autofree char *text = sol_json_object_to_text (answer);

  return keep_text (run, run->mutation->id, hash, text, error);
}

/* The number that an act took which another installation of the account had sent, as one does to
 * which a back-up was restored: under a name that no act has. */
static gboolean
keep_number (SolMutating *run, const char *hash, const char *kept, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%s/%s", run->mutation->id, run->sender->client);

  return keep_text (run, id, hash, kept, error);
}

/* What was kept of a conflict does not say what both wrote. */
static gboolean
complete (SolMutating *run, JsonObject *answer, GError **error)
{
  return !sol_mutation_answer_is (answer, SOL_MUTATION_CONFLICT) ||
         sol_storage_sqlite_tell_conflicts (run, answer, error);
}

/* A new one: its answer is kept with its effect. */
static gboolean
take (SolMutating *run, const char *hash, JsonObject **answer, GError **error)
{
  const char *by = NULL;

  if (!find_block (run, &by, error))
    return FALSE;
  if (by != NULL)
    *answer = sol_mutation_answer_blocked (run->mutation, by);
  else if (!sol_storage_sqlite_decide (run, answer, error))
    return FALSE;
  return keep_answer (run, hash, *answer, error) && complete (run, *answer, error);
}

static gboolean
repeat (SolMutating *run, const char *kept, JsonObject **answer, GError **error)
{
  g_autoptr (JsonNode) node = sol_json_parse (kept, strlen (kept), error);
  JsonObject *then;

  if (node == NULL)
    return FALSE;
  then = json_node_dup_object (node);
  *answer = sol_mutation_answer_already (run->mutation, then);
  return complete (run, then, error);
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

/* The answer that is kept of its id, if any: by whichever installation of the account it came. */
static gboolean
look_up (SolMutating *run, const char *hash, char **kept, GError **error)
{
  sqlite3_stmt *row = sol_sqlite_bind (
      run->writer, "SELECT answer, account = ?2, body_hash = ?3 FROM mutation WHERE id = ?1", error,
      "ttt", run->mutation->id, run->sender->actor->account, hash);
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
answer_old (SolMutating *run, JsonObject **answer, GError **error)
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

/* Its number is not of it: who restored a back-up counts anew. */
static char *
hash_body (const SolMutation *mutation)
{
  SolMutation counted = *mutation;
  g_autofree char *body = NULL;

  counted.n = 1;
  body = sol_mutation_to_text (&counted);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
}

static gboolean
answer_one (SolMutating *run, gint64 *last_n, JsonObject **answer, GError **error)
{
  g_autofree char *hash = hash_body (run->mutation);
  g_autofree char *kept = NULL;
  const gboolean counted = run->mutation->n <= *last_n;

  if (!look_up (run, hash, &kept, error))
    return FALSE;
  if (kept == NULL && counted)
    return answer_old (run, answer, error);
  if (run->mutation->n > *last_n + 1)
    return refuse_batch (error, SOL_STORAGE_ERROR_GAP, run->mutation);
  *last_n = MAX (*last_n, run->mutation->n);
  if (kept == NULL)
    return take (run, hash, answer, error);
  return (counted || keep_number (run, hash, kept, error)) && repeat (run, kept, answer, error);
}

static gint64
read_last_n (SolSqlite *connection, const char *account, const char *client, GError **error)
{
  g_autofree char *text = NULL;

  if (!ask (connection,
            sol_sqlite_bind (connection,
                             "SELECT last_n FROM client WHERE account = ?1 AND client = ?2", error,
                             "tt", account, client),
            &text, error))
    return -1;
  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* A new installation has its place, if there is one: that of another would be taken with what keeps
 * its mutations from being applied again. */
static gboolean
add_client (SolMutating *run, GError **error)
{
  g_autofree char *count = NULL;

  if (!ask (run->writer,
            sol_sqlite_bind (run->writer, "SELECT count (*) FROM client WHERE account = ?1", error,
                             "t", run->sender->actor->account),
            &count, error))
    return FALSE;
  if (g_ascii_strtoll (count, NULL, 10) < MAX_CLIENTS)
    return TRUE;
  g_set_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CLIENTS,
               "The account wrote from %u installations, and may not from one more", MAX_CLIENTS);
  return FALSE;
}

static gint64
get_last_n (SolStorage *storage, const char *account, const char *client, GError **error)
{
  SolSqlite *reader = sol_storage_sqlite_take_reader (SOL_STORAGE_SQLITE (storage), error);
  gint64 last_n = reader != NULL ? read_last_n (reader, account, client, error) : -1;

  if (reader != NULL)
    sol_storage_sqlite_give_reader (SOL_STORAGE_SQLITE (storage), reader);
  return last_n;
}

static void
add_answer (GPtrArray *answers, JsonObject *answer)
{
  SolStorageAnswer *told = g_new0 (SolStorageAnswer, 1);

  told->text = sol_json_object_to_text (answer);
  told->shows = sol_mutation_answer_is (answer, SOL_MUTATION_APPLIED) ||
                sol_mutation_answer_is (answer, SOL_MUTATION_CONFLICT) ||
                sol_mutation_answer_is (answer, SOL_MUTATION_ALREADY);
  g_ptr_array_add (answers, told);
}

/* Of these nothing is taken up, wherever in the batch: what was numbered is not what was sent. */
static gboolean
refuses_batch (const GError *error)
{
  return g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_GAP) ||
         g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CLONED) ||
         g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_OTHER_BODY);
}

/* What he may do in the organisation is what the transaction says: another one, or he himself in
 * the mutation before, may have taken it from him since it was asked. Of whom nothing was ever
 * noted there, the caller's word holds. */
static gboolean
read_roles (SolMutating *run, SolActor *actor, GError **error)
{
  const SolRoles here = SOL_ROLE_MEMBER | SOL_ROLE_MANAGER;
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, actor->organisation);
  sqlite3_stmt *row;
  int code = SQLITE_ERROR;
  gboolean noted = FALSE;
  SolRoles roles = SOL_ROLE_NONE;

  if (scope == NULL)
    return TRUE;
  row = sol_sqlite_bind (run->writer,
                         "SELECT roles FROM access_grant WHERE account = ?1 AND scope = ?2 UNION "
                         "ALL SELECT 0 FROM access_log WHERE account = ?1 AND scope = ?2",
                         error, "tt", actor->account, scope);
  while (row != NULL && (code = sol_sqlite_step (run->writer, row, error)) == SQLITE_ROW)
    {
      noted = TRUE;
      roles |= (SolRoles) sqlite3_column_int (row, 0);
    }
  if (row != NULL)
    sqlite3_reset (row);
  if (noted)
    actor->roles = (actor->roles & ~here) | roles;
  return code == SQLITE_DONE;
}

typedef struct
{
  const SolStorageSender *sender;
  GPtrArray *mutations;
  GPtrArray *answers;
  SolStorageSqlite *storage;
} Batch;

/* One in its savepoint: when the database fails at it nothing of it stays, its number included. */
static gboolean
answer_next (SolMutating *run, SolActor *actor, gint64 *last_n, GPtrArray *answers, GError **error)
{
  const gint64 seq = *run->seq;
  const gint64 n = *last_n;
  g_autoptr (JsonObject) answer = NULL;

  if (!sol_sqlite_execute (run->writer, "SAVEPOINT mutation", error, ""))
    return FALSE;
  if (read_roles (run, actor, error) && answer_one (run, last_n, &answer, error) &&
      sol_sqlite_execute (run->writer, "RELEASE mutation", error, ""))
    {
      add_answer (answers, answer);
      return TRUE;
    }
  *run->seq = seq;
  *last_n = n;
  sol_sqlite_reset (run->writer);
  return FALSE;
}

/* Those before the one at which the database fails stay, if it still has them: it takes the whole
 * transaction back by itself when the disk gives it no other choice. */
static gboolean
keep_those_before (SolMutating *run, const Batch *batch, GError *owned_cause, GError **error)
{
  if (batch->answers->len == 0 || refuses_batch (owned_cause) ||
      !sol_sqlite_execute (run->writer, "ROLLBACK TO mutation", NULL, ""))
    {
      g_propagate_error (error, owned_cause);
      return FALSE;
    }
  g_warning ("The database fails at mutation %s: %s", run->mutation->id, owned_cause->message);
  g_error_free (owned_cause);
  return TRUE;
}

static gboolean
answer_all (SolSqlite *writer, gint64 *seq, gpointer data, GError **error)
{
  Batch *batch = data;
  g_autofree char *moment = sol_clock_print (batch->sender->now);
  SolActor actor = *batch->sender->actor;
  SolStorageSender sender = { &actor, batch->sender->session, batch->sender->client,
                              batch->sender->now };
  SolMutating run = { writer, seq, &sender, moment, .storage = batch->storage };
  gint64 last_n = read_last_n (writer, batch->sender->actor->account, batch->sender->client, error);
  GError *cause = NULL;

  if (last_n < 0 || (last_n == 0 && !add_client (&run, error)))
    return FALSE;
  for (guint i = 0; cause == NULL && i < batch->mutations->len; i++)
    {
      run.mutation = batch->mutations->pdata[i];
      answer_next (&run, &actor, &last_n, batch->answers, &cause);
    }
  if (cause != NULL && !keep_those_before (&run, batch, cause, error))
    return FALSE;
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
  Batch batch = { sender, mutations, answers, .storage = SOL_STORAGE_SQLITE (storage) };

  if (sol_storage_sqlite_write_feed (SOL_STORAGE_SQLITE (storage), answer_all, &batch, error))
    return TRUE;
  g_ptr_array_set_size (answers, 0);
  return FALSE;
}

void
sol_storage_sqlite_mutations_init (SolStorageInterface *iface)
{
  iface->mutate = mutate;
  iface->get_last_n = get_last_n;
  iface->purge_mutations = sol_storage_sqlite_purge_mutations;
  iface->find_duplicates = sol_storage_sqlite_find_duplicates;
}
