/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"
#include "server/sol-account-answers.h"
#include "server/sol-account-rules.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-oidc-rules.h"
#include "server/sol-proof.h"
#include "server/sol-secret.h"
#include "server/sol-sign-in.h"
#include "server/sol-signed-in.h"

#define DEFAULT_LOCALE "fr"

/* data/oidc.md tells the way of these four. */

static gboolean
check_offered (SolServer *server, SolRequest *request)
{
  if (server->oidc == NULL)
    sol_request_answer_problem (request, 404, "oidc", "This server takes nobody from elsewhere");
  return server->oidc != NULL;
}

static void
refuse_state (SolRequest *request)
{
  sol_request_answer_problem (request, 403, "state",
                              "This sign-in was not begun here, is over or took too long: begin "
                              "again");
}

/* What is known of a sign-in by what the client that began brings. */
typedef struct
{
  char *state_hash;
  char *challenge;
  SolOidcStart start;
} Begun;

static void
begun_init (Begun *self, SolRequest *request)
{
  self->state_hash = sol_secret_hash ("state", sol_body_get (request, "state"));
  self->challenge = sol_oidc_make_challenge (sol_body_get (request, "verifier"));
  self->start = (SolOidcStart){ self->state_hash, self->challenge,
                                sol_body_get (request, "redirect_uri") };
}

static void
begun_clear (Begun *self)
{
  g_free (self->state_hash);
  g_free (self->challenge);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Begun, begun_clear)

static void
answer_oidc_failure (SolRequest *request, const GError *error)
{
  g_message ("%s", error->message);
  if (g_error_matches (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_AWAY))
    sol_request_answer_problem (request, 503, "provider",
                                "Where one signs in does not answer: try again");
  else if (g_error_matches (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_UNVERIFIED))
    sol_request_answer_problem (request, 403, "unverified", "%s", error->message);
  else
    sol_request_answer_problem (request, 403, "refused",
                                "Where one signs in does not confirm it: begin again");
}

static void
answer_begun (SolRequest *request, const char *state, const char *address)
{
  GString *text = g_string_new ("{\"url\":");

  sol_json_append_string (text, address);
  g_string_append (text, ",\"state\":");
  sol_json_append_string (text, state);
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}

/* POST /v1/oidc/starts */
void
sol_oidc_handle_start (SolServer *server, SolRequest *request, const char *rest)
{
  const char *challenge = sol_body_get (request, "challenge");
  const char *redirect_uri = sol_body_get (request, "redirect_uri");
  char *state;
  g_autofree char *hash = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (!check_offered (server, request) ||
      !sol_oidc_check_start (request, challenge, redirect_uri) ||
      !sol_attempts_take (server, request, "oidc", NULL))
    return;
  state = sol_secret_new_token ();
  hash = sol_secret_hash ("state", state);
  address = sol_oidc_make_address (server->oidc, state, challenge, redirect_uri, &error);
  if (address == NULL)
    answer_oidc_failure (request, error);
  else if (!sol_identities_begin (server->identities,
                                  &(SolOidcStart){ hash, challenge, redirect_uri },
                                  sol_clock_seconds (), &error))
    sol_account_answer_failure (request, error);
  else
    answer_begun (request, state, address);
  sol_secret_free (state);
}

static gboolean
take_start (SolServer *server, SolRequest *request, const SolOidcStart *start)
{
  g_autoptr (GError) error = NULL;
  gboolean taken;

  if (!sol_identities_take (server->identities, start, sol_clock_seconds (), &taken, &error))
    return sol_account_answer_failure (request, error);
  if (!taken)
    refuse_state (request);
  return taken;
}

static SolIdentity *
identify (SolServer *server, SolRequest *request)
{
  const SolOidcReturn returned = { .code = sol_body_get (request, "code"),
                                   .issuer = sol_body_get (request, "issuer"),
                                   .state = sol_body_get (request, "state"),
                                   .verifier = sol_body_get (request, "verifier"),
                                   .redirect_uri = sol_body_get (request, "redirect_uri") };
  g_autoptr (GError) error = NULL;
  SolIdentity *identity = sol_oidc_identify (server->oidc, &returned, &error);

  if (identity == NULL)
    answer_oidc_failure (request, error);
  return identity;
}

/* An account is never joined to who signs in elsewhere because of its address alone: that is said
 * to who proved to own the address, and to nobody else. */
static void
answer_unknown (SolRequest *request, const SolIdentity *identity, gboolean has_account)
{
  GString *members = g_string_new (",\"address\":");
  g_autofree char *text = NULL;

  sol_json_append_string (members, identity->address);
  g_string_append (members, ",\"name\":");
  sol_json_append_string (members, identity->name);
  text = g_string_free (members, FALSE);
  sol_request_answer_problem_with (request, 409, has_account ? "address-taken" : "new-account",
                                   text,
                                   has_account ? "This address has an account already: sign in "
                                                 "with its password, then link it"
                                               : "There is no account of yours yet: make one");
}

static gboolean
has_account (SolServer *server, const char *address, gboolean *has, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SolAccount) account = sol_accounts_find (server->accounts, address, &local_error);

  *has = account != NULL && !g_str_equal (account->state, SOL_ACCOUNT_UNCONFIRMED);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
keep_proof (SolServer *server,
            SolRequest *request,
            const SolOidcStart *start,
            const SolIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  gboolean has;

  if (has_account (server, identity->address, &has, &error) &&
      sol_identities_prove (server->identities, start, identity, &error))
    answer_unknown (request, identity, has);
  else
    sol_account_answer_failure (request, error);
}

/* POST /v1/oidc/tokens */
void
sol_oidc_handle_tokens (SolServer *server, SolRequest *request, const char *rest)
{
  g_auto (Begun) begun = { NULL };
  g_autoptr (SolIdentity) identity = NULL;
  g_autoptr (SolAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (!check_offered (server, request) ||
      !sol_account_check_client (request, sol_body_get (request, "client")))
    return;
  begun_init (&begun, request);
  if (!take_start (server, request, &begun.start))
    return;
  identity = identify (server, request);
  if (identity == NULL)
    return;
  account = sol_identities_find_account (server->identities, identity, &error);
  if (account != NULL)
    sol_sign_in_open (server, request, account, "oidc-sign-in");
  else if (error != NULL)
    sol_account_answer_failure (request, error);
  else
    keep_proof (server, request, &begun.start, identity);
}

static SolIdentity *
get_proved (SolServer *server, SolRequest *request, const SolOidcStart *start)
{
  g_autoptr (GError) error = NULL;
  SolIdentity *identity = sol_identities_get_proved (server->identities, start,
                                                     sol_clock_seconds (), &error);

  if (error != NULL)
    sol_account_answer_failure (request, error);
  else if (identity == NULL)
    refuse_state (request);
  return identity;
}

static gboolean
link_to (SolServer *server,
         SolRequest *request,
         const Begun *begun,
         const SolIdentity *identity,
         const SolAccount *account,
         gboolean adds,
         const SolAudit *audit)
{
  g_autoptr (GError) error = NULL;

  if (sol_identities_link (server->identities, &begun->start, identity, account, adds, audit,
                           &error))
    return TRUE;
  if (!g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED))
    return sol_account_answer_failure (request, error);
  sol_request_answer_problem (request, 409, "taken", "%s",
                              adds ? "This address has an account already"
                                   : "One of the two is linked already");
  return FALSE;
}

/* He has no password. */
static void
add_and_sign_in (SolServer *server,
                 SolRequest *request,
                 const Begun *begun,
                 const SolIdentity *identity)
{
  g_autofree char *id = sol_uuid_new ();
  const char *locale = sol_body_get (request, "locale");
  SolAccount account = { .id = id,
                         .address = identity->address,
                         .name = (char *) sol_body_get (request, "name"),
                         .kind = (char *) sol_body_get (request, "kind"),
                         .role = (char *) "member",
                         .locale = (char *) (locale != NULL ? locale : DEFAULT_LOCALE),
                         .password = (char *) "",
                         .state = (char *) SOL_ACCOUNT_ACTIVE,
                         .created_at = sol_clock_seconds () };
  SolAudit audit = { id, NULL, sol_body_get (request, "client"), "oidc-sign-up", "" };

  if (audit.client == NULL)
    audit.client = "";
  if (link_to (server, request, begun, identity, &account, TRUE, &audit))
    sol_sign_in_open (server, request, &account, "oidc-sign-in");
}

/* POST /v1/oidc/accounts */
void
sol_oidc_handle_account (SolServer *server, SolRequest *request, const char *rest)
{
  g_auto (Begun) begun = { NULL };
  g_autoptr (SolIdentity) identity = NULL;

  if (!check_offered (server, request) ||
      !sol_account_check_client (request, sol_body_get (request, "client")) ||
      !sol_account_check_name (request, sol_body_get (request, "name")) ||
      !sol_account_check_kind (request, sol_body_get (request, "kind")) ||
      !sol_account_check_locale (request, sol_body_get (request, "locale")))
    return;
  begun_init (&begun, request);
  identity = get_proved (server, request, &begun.start);
  if (identity != NULL)
    add_and_sign_in (server, request, &begun, identity);
}

/* POST /v1/oidc/links */
void
sol_oidc_handle_link (SolServer *server, SolRequest *request, const char *rest)
{
  g_auto (Begun) begun = { NULL };
  g_autoptr (SolIdentity) identity = NULL;
  SolAudit audit;

  if (!check_offered (server, request) ||
      !sol_proof_check (server, request, sol_body_get (request, "password")))
    return;
  begun_init (&begun, request);
  identity = get_proved (server, request, &begun.start);
  sol_signed_in_describe (request, "oidc-link", &audit);
  if (identity != NULL && link_to (server, request, &begun, identity,
                                   sol_signed_in_get_session (request)->account, FALSE, &audit))
    sol_request_answer_empty (request, 204);
}
