/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-grant.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-invitation-code.h"
#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-routes.h"
#include "server/sol-secret.h"
#include "server/sol-signed-in.h"

#define GOOD_SECONDS (14 * 24 * 3600) /* data/mails says so too */
#define MAIL_SECONDS (24 * 3600)

/* @address: (out) (nullable): whom to send it to */
static gboolean
read_address (SolServer *server, SolRequest *request, char **address)
{
  const char *typed = sol_body_get (request, "address");
  g_autofree char *hash = NULL;

  *address = typed != NULL ? sol_mail_address_normalise (typed) : NULL;
  if (typed == NULL)
    return TRUE;
  if (*address == NULL)
    {
      sol_request_answer_problem (request, 422, "address", "That is no mail address");
      return FALSE;
    }
  hash = sol_attempts_hash_address (*address);
  return sol_attempts_take (server, request, "mail", hash);
}

static gboolean
check_manager (SolServer *server, SolRequest *request)
{
  SolActor actor;

  if (!sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &actor))
    return FALSE;
  if (actor.roles & SOL_ROLE_MANAGER)
    return TRUE;
  sol_request_answer_problem (request, 403, "manager", "Only a manager invites");
  return FALSE;
}

static gboolean
check_role (SolRequest *request)
{
  if (sol_grant_parse_role (sol_body_get (request, "role")) != SOL_ROLE_NONE)
    return TRUE;
  sol_request_answer_problem (request, 422, "role", "A role is member or manager");
  return FALSE;
}

static gboolean
write_invite (SolServer *server, SolRequest *request, const SolInvite *invite)
{
  g_autofree char *detail = g_strdup_printf ("%s %s", invite->organisation, invite->role);
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, invite->organisation);
  g_autoptr (GError) error = NULL;
  SolAudit audit;

  sol_signed_in_describe (request, "invite", &audit);
  audit.detail = detail;
  audit.scope = scope;
  return sol_access_put_invite (server->access, invite, &audit, &error) ||
         sol_account_answer_failure (request, error);
}

/* Whether it is on its way. */
static gboolean
send (SolServer *server, SolRequest *request, const char *address, const char *code)
{
  const SolAccount *account = sol_signed_in_get_session (request)->account;

  if (server->mailer == NULL || address == NULL)
    return FALSE;
  sol_mailer_send (server->mailer, address,
                   sol_mail_compose ("invitation", account->locale,
                                     sol_mailer_get_from (server->mailer), address, code,
                                     sol_clock_seconds ()),
                   MAIL_SECONDS);
  return TRUE;
}

/* POST /v1/invitations */
void
sol_invitations_handle_make (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *address = NULL;
  g_autofree char *hash = NULL;
  SolInvite invite = { .organisation = sol_body_get (request, "organisation"),
                       .role = sol_body_get (request, "role"),
                       .expires_at = sol_clock_seconds () + GOOD_SECONDS };
  char *code;

  if (!check_manager (server, request) || !check_role (request) ||
      !read_address (server, request, &address))
    return;
  code = sol_secret_new_long_code ();
  hash = sol_invitation_code_hash (code);
  invite.hash = hash;
  if (write_invite (server, request, &invite))
    sol_invitation_code_answer (request, code, invite.expires_at,
                                send (server, request, address, code));
  sol_secret_free (code);
}

/* (transfer full) (nullable): the organisation he is now of; %NULL, and the request is answered */
static char *
take (SolServer *server, SolRequest *request)
{
  const SolSession *session = sol_signed_in_get_session (request);
  const SolActor actor = { .account = session->account->id,
                           .roles = SOL_ROLE_SERVER,
                           .name = session->account->name };
  const SolStorageSender sender = { &actor, session->id, session->client, sol_clock_seconds () };
  g_autofree char *hash = sol_invitation_code_hash (sol_body_get (request, "code"));
  g_autoptr (GError) error = NULL;
  char *organisation;

  if (!sol_access_take_invite (server->access, &sender, hash, &organisation, &error))
    sol_account_answer_failure (request, error);
  else if (organisation == NULL)
    sol_request_answer_problem (request, 403, "code",
                                "The code is not right or no longer good: ask for another one");
  return organisation;
}

/* POST /v1/invitations/confirm */
void
sol_invitations_handle_confirm (SolServer *server, SolRequest *request, const char *rest)
{
  const char *account = sol_signed_in_get_session (request)->account->id;
  g_autofree char *organisation = NULL;
  GString *text;

  if (!sol_attempts_take (server, request, "invitation", account))
    return;
  organisation = take (server, request);
  if (organisation == NULL)
    return;
  sol_attempts_forget (server, "invitation", account);
  text = g_string_new ("{\"organisation\":");
  sol_json_append_string (text, organisation);
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}
