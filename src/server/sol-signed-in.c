/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-signed-in.h"

#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-grant.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-call.h"
#include "server/sol-secret.h"

#define TOUCH_SECONDS 60 /* so old the told time of its last use may be */

/* (nullable): the token of "Authorization: Bearer TOKEN" */
static const char *
get_bearer (SolRequest *request)
{
  const char *header = sol_request_get_header (request, "Authorization");
  gsize length = strlen ("Bearer ");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", length) != 0)
    return NULL;
  return header + length + strspn (header + length, " ");
}

/* Whether who asks says who he is, on a route that is for all. */
gboolean
sol_signed_in_brings_token (SolRequest *request)
{
  return sol_request_get_header (request, "Authorization") != NULL;
}

/* (transfer full) (nullable): what the storage knows the token of the request by */
char *
sol_signed_in_hash_token (SolRequest *request)
{
  const char *token = get_bearer (request);

  return token != NULL ? sol_secret_hash ("access", token) : NULL;
}

static gboolean
refuse (SolRequest *request, gboolean brought)
{
  sol_request_set_header (request, "WWW-Authenticate",
                          brought ? "Bearer realm=\"achetons-solidaires\", error=\"invalid_token\""
                                  : "Bearer realm=\"achetons-solidaires\"");
  sol_request_answer_problem (request, 401, "signed-out", "%s",
                              brought ? "This session has ended or needs a new access token"
                                      : "Sign in first: this is not for all to see");
  return FALSE;
}

static gboolean
touch (SolServer *server, const SolSession *session, const char *access, gint64 now, GError **error)
{
  return (session->confirmed && session->used_at > now - TOUCH_SECONDS) ||
         sol_accounts_touch_session (server->accounts, access, now, error);
}

/**
 * sol_signed_in_check:
 *
 * Finds whose access token the request brings.
 *
 * Returns: %FALSE, and the request is answered, when it brings none that is good
 */
gboolean
sol_signed_in_check (SolServer *server, SolRequest *request)
{
  g_autofree char *hash = sol_signed_in_hash_token (request);
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;
  SolSession *session;

  if (hash == NULL)
    return refuse (request, FALSE);
  session = sol_accounts_find_session (server->accounts, hash, now, &error);
  if (session == NULL && error == NULL)
    return refuse (request, TRUE);
  /* Asked twice of who brings a large body: at its head, and once it is there. */
  g_clear_pointer (&sol_call_of (request)->session, sol_session_free);
  sol_call_of (request)->session = session;
  if (session == NULL || !touch (server, session, hash, now, &error))
    return sol_account_answer_failure (request, error);
  return TRUE;
}

/* (transfer none): on a route that is not for all, never %NULL */
const SolSession *
sol_signed_in_get_session (SolRequest *request)
{
  return sol_call_of (request)->session;
}

/**
 * sol_signed_in_get_actor:
 * @organisation: (nullable): for which he acts; stays the caller's
 * @actor: (out): who asks, for the rules of the model; lives as long as the request
 *
 * What he may do there is read anew for each request: who was removed a moment ago is.
 *
 * Returns: %FALSE, and the request is answered, when he does not belong to it
 */
gboolean
sol_signed_in_get_actor (SolServer *server,
                         SolRequest *request,
                         const char *organisation,
                         SolActor *actor)
{
  const SolAccount *account = sol_signed_in_get_session (request)->account;
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG, organisation);
  SolRoles roles = SOL_ROLE_NONE;
  g_autoptr (GError) error = NULL;

  *actor = (SolActor){ .account = account->id,
                       .organisation = organisation,
                       .roles = sol_grant_parse_platform_role (account->role),
                       .name = account->name };
  if (organisation == NULL)
    return TRUE;
  if (scope != NULL && !sol_access_get_roles (server->access, account->id, scope, &roles, &error))
    return sol_account_answer_failure (request, error);
  actor->roles |= roles;
  if (roles == SOL_ROLE_NONE)
    sol_request_answer_problem (request, 403, "organisation",
                                "You are no member of this organisation");
  return roles != SOL_ROLE_NONE;
}

/* @audit: (out): who does it; its detail is empty */
void
sol_signed_in_describe (SolRequest *request, const char *act, SolAudit *audit)
{
  const SolSession *session = sol_signed_in_get_session (request);

  *audit = (SolAudit){ session->account->id, session->id, session->client, act, "" };
}

/**
 * sol_signed_in_reads_scope:
 *
 * Returns: whether the token, if there is one, is of somebody who reads what is in @scope
 */
gboolean
sol_signed_in_reads_scope (SolServer *server,
                           SolRequest *request,
                           const char *scope,
                           GError **error)
{
  const SolSession *session = sol_signed_in_get_session (request);
  g_autoptr (SolRights) rights = NULL;

  if (session == NULL)
    return FALSE;
  rights = sol_access_get_rights (server->access, session->account->id, G_MAXINT64, error);
  return rights != NULL && g_strv_contains ((const char *const *) rights->scopes, scope);
}
