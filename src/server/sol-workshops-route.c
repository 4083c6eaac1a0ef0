/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "model/sol-workshop.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-routes.h"
#include "server/sol-secret.h"
#include "server/sol-signed-in.h"

/* Why there is no code. */
static const struct
{
  guint status;
  const char *reason;
  const char *detail;
} refusals[] = {
  [SOL_WORKSHOP_CODE_CLOSED] = { 409, "closed", "The workshop is closed" },
  [SOL_WORKSHOP_CODE_NO_DAY] = { 409, "day", "Its day is past, or it has none" },
  [SOL_WORKSHOP_CODE_UNKNOWN] = { 403, "workshop", "Your organisation holds no such workshop" },
};

/* (transfer full): by which the database knows the code */
static char *
hash_code (const char *typed)
{
  return sol_secret_hash_code ("workshop", typed);
}

static void
answer_code (SolRequest *request, const char *text, const SolWorkshopCode *code)
{
  g_autofree char *from = sol_clock_print (code->good_from);
  g_autofree char *until = sol_clock_print (code->expires_at);
  GString *answer = g_string_new (NULL);

  g_string_append_printf (answer, "{\"code\":\"%s\",\"good_from\":\"%s\",\"expires_at\":\"%s\"}",
                          text, from, until);
  sol_account_answer_json (request, answer);
}

static void
make_code (SolServer *server, SolRequest *request, const SolActor *actor)
{
  const SolSession *session = sol_signed_in_get_session (request);
  const SolStorageSender sender = { actor, session->id, session->client, sol_clock_seconds () };
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, actor->organisation);
  char *text = sol_secret_new_code ();
  g_autofree char *hash = hash_code (text);
  SolWorkshopCode code = { hash, sol_body_get (request, "workshop"), scope, 0, 0 };
  SolWorkshopVerdict verdict;
  g_autoptr (GError) error = NULL;

  if (!sol_access_put_workshop_code (server->access, &sender, &code, &verdict, &error))
    sol_account_answer_failure (request, error);
  else if (verdict != SOL_WORKSHOP_CODE_GOOD)
    sol_request_answer_problem (request, refusals[verdict].status, refusals[verdict].reason, "%s",
                                refusals[verdict].detail);
  else
    answer_code (request, text, &code);
  sol_secret_free (text);
}

/* POST /v1/workshops/codes */
void
sol_workshops_handle_code (SolServer *server, SolRequest *request, const char *rest)
{
  SolActor actor;

  if (!sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &actor))
    return;
  if (actor.roles & SOL_ROLE_ANIMATOR)
    make_code (server, request, &actor);
  else
    sol_request_answer_problem (request, 403, "animator", "Only the animator of a network may");
}

/* (transfer full) (nullable): where the structure sits now; %NULL, and the request is answered */
static char *
take_code (SolServer *server, SolRequest *request, const SolActor *member)
{
  const SolSession *session = sol_signed_in_get_session (request);
  const SolActor actor = { .account = member->account,
                           .organisation = member->organisation,
                           .roles = SOL_ROLE_SERVER,
                           .name = session->account->name };
  const SolStorageSender sender = { &actor, session->id, session->client, sol_clock_seconds () };
  g_autofree char *hash = hash_code (sol_body_get (request, "code"));
  g_autoptr (GError) error = NULL;
  char *workshop;

  if (!sol_access_take_workshop_code (server->access, &sender, hash, &workshop, &error))
    sol_account_answer_failure (request, error);
  else if (workshop == NULL)
    sol_request_answer_problem (request, 403, "code",
                                "The code is not right, or not of today: ask the animator");
  return workshop;
}

/* POST /v1/workshops/confirm */
void
sol_workshops_handle_confirm (SolServer *server, SolRequest *request, const char *rest)
{
  const char *account = sol_signed_in_get_session (request)->account->id;
  g_autofree char *workshop = NULL;
  g_autofree char *page = NULL;
  SolActor member;
  GString *text;

  if (!sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &member) ||
      !sol_attempts_take (server, request, "workshop", account))
    return;
  workshop = take_code (server, request, &member);
  if (workshop == NULL)
    return;
  sol_attempts_forget (server, "workshop", account);
  page = sol_workshop_make_page_id (workshop, member.organisation);
  text = g_string_new ("{\"workshop\":");
  sol_json_append_string (text, workshop);
  g_string_append (text, ",\"page\":");
  sol_json_append_string (text, page);
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}
