/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-mutation.h"
#include "server/sol-account-answers.h"
#include "server/sol-claim-codes.h"
#include "server/sol-duplicates.h"
#include "server/sol-feed.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define MAX_RECORDS \
  (4 * 1024 * 1024) /* bytes of an answer: what goes past them comes by the feed */

/* One batch while it is answered. */
typedef struct
{
  SolServer *server;
  SolRequest *request;
  SolMutationBatch *mutations;
  SolActor actor;
  SolRights *rights; /* as they are now: what he wrote may have changed them */
  GPtrArray *answers;
  GHashTable *lines; /* "type/id" -> the record in the form of the feed, or "" */
} Batch;

static void
answer_gap (const Batch *batch)
{
  g_autoptr (GError) error = NULL;
  gint64 last_n = sol_storage_get_last_n (batch->server->storage, batch->actor.account,
                                          batch->mutations->client, &error);
  g_autofree char *members = g_strdup_printf (",\"last_n\":%" G_GINT64_FORMAT, last_n);

  if (last_n < 0)
    sol_account_answer_failure (batch->request, error);
  else
    sol_request_answer_problem_with (
        batch->request, 409, "gap", members,
        "Mutations before these did not arrive: send all after last_n");
}

/* What is wrong with the machine passes, and is no reason to set aside what it was asked; the
 * database that fails at this batch does so the next time. */
static void
answer_failure (const Batch *batch, const GError *error)
{
  static const SolStorageError passing[] = { SOL_STORAGE_ERROR_FULL, SOL_STORAGE_ERROR_LOCKED,
                                             SOL_STORAGE_ERROR_MACHINE };
  gboolean passes = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    passes = passes || g_error_matches (error, SOL_STORAGE_ERROR, (int) passing[i]);
  if (passes)
    sol_account_answer_failure (batch->request, error);
  else
    {
      g_warning ("%s", error->message);
      sol_request_answer_problem (batch->request, 500, "mutation",
                                  "The server fails at the first of these");
    }
}

static void
answer_refused (const Batch *batch, const GError *error)
{
  if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_GAP))
    answer_gap (batch);
  else if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CLONED))
    sol_request_answer_problem (batch->request, 409, "client-cloned",
                                "Another installation sends under this client's name: take a new "
                                "name, and send again what was not answered");
  else if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CLIENTS))
    sol_request_answer_problem (batch->request, 403, "clients",
                                "This account has written from too many installations: use one of "
                                "those, or ask who keeps the server");
  else if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_OTHER_BODY))
    sol_request_answer_problem (batch->request, 422, "other-body", "%s", error->message);
  else
    answer_failure (batch, error);
}

static gboolean
may_read (const Batch *batch, const SolStored *stored)
{
  return g_str_equal (stored->scope, SOL_SCOPE_PUBLIC) ||
         g_strv_contains ((const char *const *) batch->rights->scopes, stored->scope);
}

/* (transfer full): "" when he may not read it, or there is none */
static char *
read_line (const Batch *batch, const SolMutation *mutation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStored)
      stored = sol_storage_get (batch->server->storage, mutation->type, mutation->target, &error);
  GString *line = g_string_new (NULL);

  if (error != NULL)
    g_warning ("%s", error->message);
  if (stored != NULL && may_read (batch, stored))
    {
      sol_feed_append_line (line, stored);
      g_string_truncate (line, line->len - 1);
    }
  return g_string_free (line, FALSE);
}

static const char *
get_line (const Batch *batch, const SolMutation *mutation)
{
  g_autofree char *key = g_strconcat (mutation->type, "/", mutation->target, NULL);
  char *line = g_hash_table_lookup (batch->lines, key);

  if (line == NULL)
    {
      line = read_line (batch, mutation);
      g_hash_table_insert (batch->lines, g_steal_pointer (&key), line);
    }
  return line;
}

static void
append_answer (const Batch *batch, guint index, GString *text)
{
  const SolStorageAnswer *answer = batch->answers->pdata[index];
  const char *line = answer->shows && text->len <= MAX_RECORDS
                         ? get_line (batch, batch->mutations->mutations->pdata[index])
                         : "";

  g_string_append (text, index > 0 ? "," : "");
  g_string_append (text, answer->text);
  if (*line == '\0')
    return;
  g_string_truncate (text, text->len - 1); /* the brace */
  g_string_append (text, ",\"record\":");
  g_string_append (text, line);
  g_string_append_c (text, '}');
}

static void
answer_all (const Batch *batch)
{
  GString *text = g_string_new ("{\"answers\":[");

  for (guint i = 0; i < batch->answers->len; i++)
    append_answer (batch, i, text);
  g_string_append (text, "]}");
  sol_account_answer_json (batch->request, text);
}

/* Codes leave at once. */
static void
see_to_claims (const Batch *batch)
{
  GPtrArray *mutations = batch->mutations->mutations;
  gboolean any = FALSE;

  for (guint i = 0; i < mutations->len; i++)
    any = any || g_str_equal (((SolMutation *) mutations->pdata[i])->type, "claim");
  if (any)
    sol_claim_codes_see_to (batch->server);
}

static void
run (Batch *batch)
{
  const SolStorageSender sender = { &batch->actor, sol_signed_in_get_session (batch->request)->id,
                                    batch->mutations->client, sol_clock_seconds () };
  g_autoptr (GPtrArray)
      answers = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_storage_answer_free);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SolRights) rights = NULL;
  g_autoptr (GError) error = NULL;

  batch->answers = answers;
  batch->lines = lines;
  if (sol_storage_mutate (batch->server->storage, &sender, batch->mutations->mutations, answers,
                          &error))
    {
      see_to_claims (batch);
      sol_duplicates_see_to (batch->server, 0);
      rights = sol_access_get_rights (batch->server->access, batch->actor.account, G_MAXINT64,
                                      &error);
    }
  batch->rights = rights;
  if (rights != NULL)
    answer_all (batch);
  else
    answer_refused (batch, error);
}

/* POST /v1/mutations */
void
sol_mutations_handle (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const no_names[] = { NULL };
  gsize size;
  const char *body = sol_request_get_body (request, &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolMutationBatch) mutations = NULL;
  Batch batch = { server, request };

  if (!sol_parameters_check_names (request, no_names))
    return;
  mutations = sol_mutation_batch_parse (body, size, &error);
  if (mutations == NULL)
    {
      sol_request_answer_problem (request, 400, "body", "The body is no batch of mutations: %s",
                                  error->message);
      return;
    }
  batch.mutations = mutations;
  if (sol_signed_in_get_actor (server, request, mutations->organisation, &batch.actor))
    run (&batch);
}
