/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-account-answers.h"
#include "server/sol-authz.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define FALLBACK 50 /* lines */

typedef struct
{
  const char *type; /* (nullable) */
  guint before;     /* 0: from the last one on */
  guint limit;
} Asked;

static gboolean
read_parameters (SolRequest *request, Asked *asked)
{
  const char *const names[] = { "t", "before", "limit", NULL };

  return sol_parameters_check_names (request, names) &&
         sol_parameters_get_text (request, "t", &asked->type) &&
         sol_parameters_get_number (request, "before", SOL_MAX_REVISION, 0, &asked->before) &&
         sol_parameters_get_number (request, "limit", SOL_MAX_HISTORY, FALLBACK, &asked->limit);
}

/* Who may read the record as it is may read what it was. */
static gboolean
may_read (SolServer *server, SolRequest *request, const char *type, const char *id, GError **error)
{
  g_autoptr (SolStored) found = sol_storage_get (server->storage, type, id, error);

  return found != NULL && found->doc != NULL &&
         sol_authz_may_read (SOL_AUTHZ_HISTORY, type, SOL_ROLE_ACCOUNT, found->scope) &&
         sol_signed_in_reads_scope (server, request, found->scope, error);
}

/* GET /v1/history/{id} */
void
sol_history_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Asked asked = { 0 };

  if (!read_parameters (request, &asked))
    return;
  if (asked.type != NULL && may_read (server, request, asked.type, rest, &error))
    text = sol_storage_print_history (server->storage, asked.type, rest, asked.before,
                                      MAX (asked.limit, 1), &error);
  if (text != NULL)
    sol_account_answer_json (request, g_string_new (text));
  else if (error != NULL)
    sol_account_answer_failure (request, error);
  else
    sol_request_answer_problem (request, 404, "record", "There is no such record, to you");
}
