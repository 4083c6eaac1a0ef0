/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-uuid.h"
#include "server/sol-account-answers.h"
#include "server/sol-account-rules.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-codes.h"
#include "server/sol-mail-address.h"
#include "server/sol-passwords.h"
#include "server/sol-sign-in.h"

#define DEFAULT_LOCALE "fr"

/* Whether an address has an account is told to its owner alone, by mail: all handlers here answer
 * the same and do the same work for all addresses. */

/* (transfer full) (nullable): %NULL, and the request is answered, when it is none */
static char *
get_address (SolRequest *request)
{
  char *address = sol_mail_address_normalise (sol_body_get (request, "address"));

  if (address == NULL)
    sol_request_answer_problem (request, 422, "address", "That is no mail address");
  return address;
}

/* (nullable): without an error when there is none */
static SolAccount *
find (SolServer *server, SolRequest *request, const char *address, gboolean *failed)
{
  g_autoptr (GError) error = NULL;
  SolAccount *account = sol_accounts_find (server->accounts, address, &error);

  *failed = error != NULL;
  if (error != NULL)
    sol_account_answer_failure (request, error);
  return account;
}

static gboolean
check_new (SolServer *server, SolRequest *request, const char *address)
{
  g_autofree char *hash = sol_attempts_hash_address (address);

  return sol_account_check_name (request, sol_body_get (request, "name")) &&
         sol_account_check_kind (request, sol_body_get (request, "kind")) &&
         sol_account_check_locale (request, sol_body_get (request, "locale")) &&
         sol_account_check_password (request, sol_body_get (request, "password"), address) &&
         sol_codes_check_way (server, request) && sol_attempts_take (server, request, "mail", hash);
}

static gboolean
add (SolServer *server, SolRequest *request, const char *address, const char *locale)
{
  g_autofree char *id = sol_uuid_new ();
  g_autofree char *hash = sol_passwords_hash (server->passwords,
                                              sol_body_get (request, "password"));
  SolAccount account = { .id = id,
                         .address = (char *) address,
                         .name = (char *) sol_body_get (request, "name"),
                         .kind = (char *) sol_body_get (request, "kind"),
                         .role = (char *) "member",
                         .locale = (char *) locale,
                         .password = hash,
                         .state = (char *) SOL_ACCOUNT_UNCONFIRMED,
                         .created_at = sol_clock_seconds () };
  SolAudit audit = { id, NULL, "", "sign-up", "" };
  g_autoptr (GError) error = NULL;

  if (hash == NULL)
    return sol_account_answer_busy (request);
  return sol_accounts_add (server->accounts, &account, &audit, &error) ||
         sol_account_answer_failure (request, error);
}

/* POST /v1/accounts */
void
sol_sign_up_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *address = get_address (request);
  const char *locale = sol_body_get (request, "locale");
  g_autoptr (SolAccount) there = NULL;
  gboolean failed, known;

  if (address == NULL || !check_new (server, request, address))
    return;
  there = find (server, request, address, &failed);
  if (failed || !add (server, request, address, locale != NULL ? locale : DEFAULT_LOCALE))
    return;
  known = there != NULL && !g_str_equal (there->state, SOL_ACCOUNT_UNCONFIRMED);
  if (known)
    locale = there->locale;
  if (sol_codes_make (server, request, SOL_CODE_CONFIRM, address, known ? "known" : "confirm",
                      locale != NULL ? locale : DEFAULT_LOCALE))
    sol_request_answer_empty (request, 202);
}

/* The account is no longer what it was when the code was sent: it may be closed. */
static gboolean
refuse_changed (SolRequest *request, const GError *error)
{
  if (!g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED))
    return sol_account_answer_failure (request, error);
  sol_codes_refuse (request);
  return FALSE;
}

static gboolean
activate (SolServer *server, SolRequest *request, const SolAccount *account)
{
  SolAccount changes = { .id = account->id, .state = (char *) SOL_ACCOUNT_ACTIVE };
  SolAudit audit = { account->id, NULL, "", "confirm", "" };
  g_autoptr (GError) error = NULL;

  return sol_accounts_change (server->accounts, &changes, account, FALSE, &audit, &error) ||
         refuse_changed (request, error);
}

/* POST /v1/accounts/confirm: the code says whose address it is, the password who asked for the
 * account; who knows one of them alone gets nothing. */
void
sol_sign_up_handle_confirm (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *address = get_address (request);
  g_autofree char *hash = address != NULL ? sol_attempts_hash_address (address) : NULL;
  g_autoptr (SolAccount) account = NULL;
  gboolean failed, right;

  if (address == NULL || !sol_account_check_client (request, sol_body_get (request, "client")) ||
      !sol_attempts_take (server, request, "confirm", hash))
    return;
  account = find (server, request, address, &failed);
  if (failed)
    return;
  right = sol_passwords_verify (server->passwords, account != NULL ? account->password : NULL,
                                sol_body_get (request, "password")) &&
          g_str_equal (account->state, SOL_ACCOUNT_UNCONFIRMED);
  if (sol_codes_try (server, request, SOL_CODE_CONFIRM, address,
                     right ? sol_body_get (request, "code") : NULL) &&
      activate (server, request, account))
    sol_sign_in_open (server, request, account, "sign-in");
}

/* POST /v1/passwords */
void
sol_reset_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *address = get_address (request);
  g_autofree char *hash = address != NULL ? sol_attempts_hash_address (address) : NULL;
  g_autoptr (SolAccount) account = NULL;
  gboolean failed, open;

  if (address == NULL || !sol_codes_check_way (server, request) ||
      !sol_attempts_take (server, request, "mail", hash))
    return;
  account = find (server, request, address, &failed);
  if (failed)
    return;
  open = account != NULL && !g_str_equal (account->state, SOL_ACCOUNT_CLOSED);
  if (sol_codes_make (server, request, SOL_CODE_RESET, address, open ? "reset" : NULL,
                      open ? account->locale : DEFAULT_LOCALE))
    sol_request_answer_empty (request, 202);
}

static gboolean
set_password (SolServer *server, const SolAccount *account, const char *password, GError **error)
{
  SolAccount changes = { .id = account->id,
                         .password = (char *) password,
                         .state = (char *) SOL_ACCOUNT_ACTIVE };
  SolAudit audit = { account->id, NULL, "", "reset", "password" };

  return sol_accounts_change (server->accounts, &changes, account, TRUE, &audit, error);
}

/* POST /v1/passwords/confirm: whoever was signed in is not any more. */
void
sol_reset_handle_confirm (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *address = get_address (request);
  g_autofree char *hash = address != NULL ? sol_attempts_hash_address (address) : NULL;
  g_autofree char *password = NULL;
  g_autoptr (SolAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean failed, open;

  if (address == NULL ||
      !sol_account_check_password (request, sol_body_get (request, "password"), address) ||
      !sol_attempts_take (server, request, "reset", hash))
    return;
  account = find (server, request, address, &failed);
  if (failed)
    return;
  open = account != NULL && !g_str_equal (account->state, SOL_ACCOUNT_CLOSED);
  password = sol_passwords_hash (server->passwords, sol_body_get (request, "password"));
  if (password == NULL)
    sol_account_answer_busy (request);
  else if (!sol_codes_try (server, request, SOL_CODE_RESET, address,
                           open ? sol_body_get (request, "code") : NULL))
    return;
  else if (!set_password (server, account, password, &error))
    refuse_changed (request, error);
  else
    {
      sol_attempts_forget (server, "sign-in", hash);
      sol_request_answer_empty (request, 204);
    }
}
