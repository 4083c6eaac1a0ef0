/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-body.h"
#include "server/sol-invitation-code.h"
#include "server/sol-mail.h"
#include "server/sol-refusal-links.h"
#include "server/sol-routes.h"
#include "server/sol-secret.h"
#include "server/sol-signed-in.h"

#define GOOD_SECONDS (30 * 24 * 3600) /* data/mails says so too */
#define MAIL_SECONDS (24 * 3600)

/* Why nobody was invited. */
static const struct
{
  guint status;
  const char *reason;
  const char *detail;
} refusals[] = {
  [SOL_CENSUS_TOO_SOON] = { 409, "soon", "It was invited a few days ago" },
  [SOL_CENSUS_ANSWERED] = { 409, "answered", "It answered already" },
  [SOL_CENSUS_REFUSED] = { 409, "unwanted", "Nobody is to write there again" },
  [SOL_CENSUS_CLAIMED] = { 409, "claimed", "Its people have it already" },
  [SOL_CENSUS_UNKNOWN] = { 403, "entry", "Your organisation censused no such structure" },
};

static gboolean
check_animator (SolServer *server, SolRequest *request, SolActor *actor)
{
  if (!sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), actor))
    return FALSE;
  if (actor->roles & SOL_ROLE_ANIMATOR)
    return TRUE;
  sol_request_answer_problem (request, 403, "animator", "Only the animator of a network invites");
  return FALSE;
}

/* Whether a mail is on its way. */
static gboolean
send (SolServer *server, SolRequest *request, const SolCensusOutcome *outcome, const char *code)
{
  const SolAccount *account = sol_signed_in_get_session (request)->account;
  g_autofree char *link = NULL;

  if (server->mailer == NULL || outcome->address == NULL)
    return FALSE;
  link = sol_refusal_links_make (server, "census_entry", sol_body_get (request, "entry"),
                                 outcome->address);
  sol_mailer_send (server->mailer, outcome->address,
                   sol_mail_compose_refusable (outcome->known ? "census-known" : "census",
                                               account->locale,
                                               sol_mailer_get_from (server->mailer),
                                               outcome->address, code, link, sol_clock_seconds ()),
                   MAIL_SECONDS);
  return TRUE;
}

/* A code that proves something is told to nobody but whom it is sent to. */
static void
answer (SolServer *server,
        SolRequest *request,
        const SolCensusInvite *invite,
        const SolCensusOutcome *outcome,
        const char *code)
{
  const SolCensusVerdict verdict = outcome->verdict;

  if (verdict == SOL_CENSUS_INVITED)
    sol_invitation_code_answer (request, outcome->proves ? NULL : code, invite->expires_at,
                                send (server, request, outcome, code));
  else
    sol_request_answer_problem (request, refusals[verdict].status, refusals[verdict].reason, "%s",
                                refusals[verdict].detail);
}

/* POST /v1/census/invitations */
void
sol_census_handle_invite (SolServer *server, SolRequest *request, const char *rest)
{
  const SolSession *session = sol_signed_in_get_session (request);
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG,
                                          sol_body_get (request, "organisation"));
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  SolCensusInvite invite = { .entry = sol_body_get (request, "entry"),
                             .scope = scope,
                             .expires_at = sol_clock_seconds () + GOOD_SECONDS,
                             .mails = server->mailer != NULL };
  SolActor actor;
  SolStorageSender sender = { &actor, session->id, session->client, sol_clock_seconds () };
  SolCensusOutcome outcome;
  char *code;

  if (!check_animator (server, request, &actor))
    return;
  actor.roles = SOL_ROLE_SERVER;
  code = sol_secret_new_long_code ();
  hash = sol_invitation_code_hash (code);
  invite.hash = hash;
  if (sol_access_invite_censused (server->access, &sender, &invite, &outcome, &error))
    answer (server, request, &invite, &outcome, code);
  else
    sol_account_answer_failure (request, error);
  g_free (outcome.address);
  sol_secret_free (code);
}
