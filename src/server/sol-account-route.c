/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-account-rules.h"
#include "server/sol-body.h"
#include "server/sol-parameters.h"
#include "server/sol-passwords.h"
#include "server/sol-proof.h"
#include "server/sol-signed-in.h"

static const char *const no_names[] = { NULL };

static void
append_memberships (GString *text, GPtrArray *memberships)
{
  g_string_append (text, ",\"organisations\":[");
  for (guint i = 0; i < memberships->len; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      sol_membership_append_json (text, memberships->pdata[i]);
    }
  g_string_append_c (text, ']');
}

/* The departments that a moderator reviews. */
static void
append_reviews (GString *text, const SolRights *rights)
{
  const char *department;
  gboolean first = TRUE;

  g_string_append (text, ",\"reviews\":[");
  for (char **scope = rights->scopes; *scope != NULL; scope++)
    if (sol_scope_parse (*scope, &department) == SOL_SCOPE_KIND_REVIEW)
      {
        g_string_append (text, first ? "" : ",");
        sol_json_append_string (text, department);
        first = FALSE;
      }
  g_string_append_c (text, ']');
}

/* How many structures are to be censused, and until when. */
static void
append_goal (GString *text, const SolServer *server)
{
  g_autofree char *today = sol_clock_print (sol_clock_seconds ());

  if (server->goal == 0)
    return;
  g_string_append_printf (text, ",\"goal\":{\"structures\":%u,\"until\":\"", server->goal);
  if (server->goal_until != NULL)
    g_string_append (text, server->goal_until);
  else
    g_string_append_printf (text, "%.4s-12-31", today);
  g_string_append (text, "\"}");
}

static void
answer (SolServer *server, SolRequest *request, const SolAccount *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      memberships = sol_access_list_memberships (server->access, account->id, &error);
  g_autoptr (SolRights)
      rights = memberships != NULL
                   ? sol_access_get_rights (server->access, account->id, G_MAXINT64, &error)
                   : NULL;
  GString *text;

  if (rights == NULL)
    {
      sol_account_answer_failure (request, error);
      return;
    }
  text = g_string_new (NULL);
  sol_account_append_json (text, account);
  g_string_truncate (text, text->len - 1); /* the brace */
  append_memberships (text, memberships);
  append_reviews (text, rights);
  append_goal (text, server);
  g_string_append (text, ",\"feed\":");
  sol_json_append_string (text, server->signer.feed);
  g_string_append_c (text, '}');
  sol_account_answer_json (request, text);
}

/* GET /v1/account */
void
sol_account_handle_get (SolServer *server, SolRequest *request, const char *rest)
{
  if (sol_parameters_check_names (request, no_names))
    answer (server, request, sol_signed_in_get_session (request)->account);
}

/* A new password needs the old one. */
static gboolean
check_old_password (SolServer *server, SolRequest *request)
{
  return sol_body_get (request, "new_password") == NULL ||
         sol_proof_check (server, request, sol_body_get (request, "password"));
}

/* Hashes the new password, if there is one. */
static gboolean
hash_new_password (SolServer *server, SolRequest *request, char **hash)
{
  const char *password = sol_body_get (request, "new_password");

  if (password == NULL)
    return TRUE;
  *hash = sol_passwords_hash (server->passwords, password);
  return *hash != NULL || sol_account_answer_busy (request);
}

static gboolean
write_changes (SolServer *server, SolRequest *request, const SolAccount *changes, GError **error)
{
  g_autofree char *names = g_strconcat (changes->name != NULL ? " name" : "",
                                        changes->locale != NULL ? " locale" : "",
                                        changes->password != NULL ? " password" : "", NULL);
  SolAudit audit;

  sol_signed_in_describe (request, "change", &audit);
  audit.detail = g_strchug (names);
  return sol_accounts_change (server->accounts, changes, NULL, changes->password != NULL, &audit,
                              error);
}

static void
answer_changed (SolServer *server, SolRequest *request, const SolAccount *changes)
{
  const char *address = sol_signed_in_get_session (request)->account->address;
  g_autoptr (SolAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (write_changes (server, request, changes, &error))
    account = sol_accounts_find (server->accounts, address, &error);
  if (account != NULL)
    answer (server, request, account);
  else
    sol_account_answer_failure (request, error);
}

/* PATCH /v1/account: a new password ends all other sessions. */
void
sol_account_handle_change (SolServer *server, SolRequest *request, const char *rest)
{
  const SolAccount *account = sol_signed_in_get_session (request)->account;
  g_autofree char *hash = NULL;
  SolAccount changes = { .id = account->id,
                         .name = (char *) sol_body_get (request, "name"),
                         .locale = (char *) sol_body_get (request, "locale") };

  if (!sol_account_check_name (request, changes.name) ||
      !sol_account_check_locale (request, changes.locale) ||
      !sol_account_check_password (request, sol_body_get (request, "new_password"),
                                   account->address) ||
      !check_old_password (server, request) || !hash_new_password (server, request, &hash))
    return;
  changes.password = hash;
  if (changes.name != NULL || changes.locale != NULL || hash != NULL)
    answer_changed (server, request, &changes);
  else
    sol_request_answer_problem (request, 400, "body", "The body changes nothing");
}
