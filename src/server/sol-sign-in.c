/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-sign-in.h"

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-uuid.h"
#include "server/sol-account-answers.h"
#include "server/sol-account-rules.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-mail-address.h"
#include "server/sol-passwords.h"
#include "server/sol-secret.h"

#define ACCESS_SECONDS (15 * 60)
#define REFRESH_SECONDS (60 * 24 * 60 * 60)

typedef struct
{
  char *access;
  char *refresh;
  char *access_hash;
  char *refresh_hash;
  SolTokenHashes hashes;
} Tokens;

static void
tokens_init (Tokens *self, gint64 now)
{
  self->access = sol_secret_new_token ();
  self->refresh = sol_secret_new_token ();
  self->access_hash = sol_secret_hash ("access", self->access);
  self->refresh_hash = sol_secret_hash ("refresh", self->refresh);
  self->hashes = (SolTokenHashes){ self->access_hash, self->refresh_hash, now + ACCESS_SECONDS,
                                   now + REFRESH_SECONDS };
}

static void
tokens_clear (Tokens *self)
{
  sol_secret_free (self->access);
  sol_secret_free (self->refresh);
  g_free (self->access_hash);
  g_free (self->refresh_hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static void
answer (SolRequest *request, const Tokens *tokens, const SolSession *session)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "{\"access\":\"%s\",\"access_seconds\":%d,\"refresh\":\"%s\","
                          "\"refresh_seconds\":%d,\"session\":\"%s\",\"account\":",
                          tokens->access, ACCESS_SECONDS, tokens->refresh, REFRESH_SECONDS,
                          session->id);
  sol_account_append_json (text, session->account);
  /* As it was found: it was to be erased, and is not any more. */
  if (g_str_equal (session->account->state, SOL_ACCOUNT_CLOSING))
    g_string_append (text, ",\"reopened\":true");
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}

static void
refuse (SolRequest *request)
{
  sol_request_answer_problem (request, 403, "credentials",
                              "The address or the password is not right");
}

/**
 * sol_sign_in_open:
 * @act: for the audit
 *
 * Begins a session for who has proved to own the account by its password, and answers with its
 * tokens.
 */
void
sol_sign_in_open (SolServer *server,
                  SolRequest *request,
                  const SolAccount *account,
                  const char *act)
{
  gint64 now = sol_clock_seconds ();
  const char *client = sol_body_get (request, "client");
  g_autofree char *id = sol_uuid_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Tokens) tokens = { NULL };
  SolSession session = { .id = id,
                         .client = (char *) (client != NULL ? client : ""),
                         .created_at = now,
                         .account = (SolAccount *) account };
  SolAudit audit = { account->id, id, session.client, act, "" };
  gboolean opened;

  tokens_init (&tokens, now);
  if (!sol_accounts_open_session (server->accounts, &session, &tokens.hashes, &audit, &opened,
                                  &error))
    sol_account_answer_failure (request, error);
  else if (opened)
    answer (request, &tokens, &session);
  else
    refuse (request);
}

/* The cost of hashes was changed: now is when the password is known. */
static void
renew_hash (SolServer *server, SolAccount *account, const char *password)
{
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  SolAccount changes = { .id = account->id };
  SolAudit audit = { account->id, NULL, "", "rehash", "password" };

  if (!sol_passwords_is_outdated (server->passwords, account->password))
    return;
  hash = sol_passwords_hash (server->passwords, password);
  changes.password = hash;
  if (hash == NULL ||
      !sol_accounts_change (server->accounts, &changes, account, FALSE, &audit, &error))
    return; /* the next time */
  g_free (account->password);
  account->password = g_steal_pointer (&hash);
}

/* Until it is erased, who closed his account has it back by this. */
static gboolean
may_sign_in (const SolAccount *account)
{
  return g_str_equal (account->state, SOL_ACCOUNT_ACTIVE) ||
         g_str_equal (account->state, SOL_ACCOUNT_CLOSING);
}

/* POST /v1/sessions: known or not, all takes the same way through the same work. */
void
sol_sign_in_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *normal = sol_mail_address_normalise (sol_body_get (request, "address"));
  const char *address = normal != NULL ? normal : "";
  g_autofree char *hash = sol_attempts_hash_address (address);
  g_autoptr (SolAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean right;

  if (!sol_account_check_client (request, sol_body_get (request, "client")) ||
      !sol_attempts_take (server, request, "sign-in", hash))
    return;
  account = sol_accounts_find (server->accounts, address, &error);
  if (error != NULL)
    {
      sol_account_answer_failure (request, error);
      return;
    }
  right = sol_passwords_verify (server->passwords, account != NULL ? account->password : NULL,
                                sol_body_get (request, "password"));
  if (!right || !may_sign_in (account))
    {
      refuse (request);
      return;
    }
  sol_attempts_forget (server, "sign-in", hash);
  renew_hash (server, account, sol_body_get (request, "password"));
  sol_sign_in_open (server, request, account, "sign-in");
}

/* POST /v1/tokens */
void
sol_refresh_handle (SolServer *server, SolRequest *request, const char *rest)
{
  gint64 now = sol_clock_seconds ();
  g_autofree char *hash = sol_secret_hash ("refresh", sol_body_get (request, "refresh"));
  g_autoptr (SolSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Tokens) tokens = { NULL };

  tokens_init (&tokens, now);
  session = sol_accounts_renew_session (server->accounts, hash, &tokens.hashes, now, &error);
  if (session != NULL)
    answer (request, &tokens, session);
  else if (error != NULL)
    sol_account_answer_failure (request, error);
  else
    sol_request_answer_problem (request, 403, "signed-out", "This session has ended: sign in");
}
