/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-claim-codes.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

/* (transfer full) (nullable): of the claim; %NULL, and the request is answered */
static char *
prove (SolServer *server, SolRequest *request, const SolActor *member)
{
  const SolSession *session = sol_signed_in_get_session (request);
  const SolActor actor = { .account = member->account,
                           .organisation = member->organisation,
                           .roles = SOL_ROLE_SERVER,
                           .name = session->account->name };
  const SolStorageSender sender = { &actor, session->id, session->client, sol_clock_seconds () };
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, member->organisation);
  const char *claim = sol_body_get (request, "claim");
  g_autofree char *hash = sol_claim_codes_hash (claim, sol_body_get (request, "code"));
  const SolClaimTry tried = { claim, scope, hash };
  g_autoptr (GError) error = NULL;
  char *state;

  if (!sol_claims_prove (server->claims, &sender, &tried, &state, &error))
    sol_account_answer_failure (request, error);
  else if (state == NULL)
    sol_request_answer_problem (request, 403, "code",
                                "The code is not right or no longer good: ask a moderator");
  return state;
}

/* POST /v1/claims/confirm */
void
sol_claims_handle_confirm (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *state = NULL;
  SolActor member;
  GString *text;

  if (!sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &member) ||
      !sol_attempts_take (server, request, "claim", sol_body_get (request, "claim")))
    return;
  state = prove (server, request, &member);
  if (state == NULL)
    return;
  sol_attempts_forget (server, "claim", sol_body_get (request, "claim"));
  text = g_string_new ("{\"state\":");
  sol_json_append_string (text, state);
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}
