/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-account-answers.h"

#include "model/sol-clock.h"
#include "model/sol-grant.h"
#include "model/sol-json.h"

/* The database failed: what it says is for who keeps the server. Always %FALSE. */
gboolean
sol_account_answer_failure (SolRequest *request, const GError *error)
{
  g_warning ("%s", error->message);
  sol_request_answer_problem (request, 503, "storage", "The server cannot do this now: try again");
  return FALSE;
}

/* There is no memory to hash a password. Always %FALSE. */
gboolean
sol_account_answer_busy (SolRequest *request)
{
  sol_request_answer_problem (request, 503, "memory", "The server is busy: try again");
  return FALSE;
}

/* @text: (transfer full): for who asked alone */
void
sol_account_answer_json (SolRequest *request, GString *text)
{
  g_string_append_c (text, '\n');
  sol_request_set_header (request, "Cache-Control", "no-store");
  sol_request_answer_text (request, 200, "application/json", g_string_free (text, FALSE));
}

static void
append_text (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s\"%s\":", text->str[text->len - 1] == '{' ? "" : ",", name);
  sol_json_append_string (text, value);
}

static void
append_time (GString *text, const char *name, gint64 time)
{
  g_autofree char *value = sol_clock_print (time);

  append_text (text, name, value);
}

/* What an account is told of itself. proof: by what sol_proof_check() takes it for its owner. */
void
sol_account_append_json (GString *text, const SolAccount *account)
{
  g_string_append_c (text, '{');
  append_text (text, "id", account->id);
  append_text (text, "address", account->address);
  append_text (text, "name", account->name);
  append_text (text, "kind", account->kind);
  append_text (text, "role", account->role);
  append_text (text, "locale", account->locale);
  append_text (text, "proof", *account->password != '\0' ? "password" : "sign-in");
  append_time (text, "created_at", account->created_at);
  g_string_append_c (text, '}');
}

/* What a member is told of an organisation beside its records. */
void
sol_membership_append_json (GString *text, const SolMembership *membership)
{
  const char *role = sol_grant_print_role (membership->roles);

  g_string_append_c (text, '{');
  append_text (text, "id", membership->id);
  append_text (text, "name", membership->name != NULL ? membership->name : "");
  append_text (text, "kind", membership->kind != NULL ? membership->kind : "");
  append_text (text, "role", role != NULL ? role : "");
  g_string_append_c (text, '}');
}

/* @current: it is the one that asks */
void
sol_session_append_json (GString *text, const SolSession *session, gboolean current)
{
  g_string_append_c (text, '{');
  append_text (text, "id", session->id);
  append_text (text, "client", session->client);
  append_time (text, "created_at", session->created_at);
  append_time (text, "used_at", session->used_at);
  append_time (text, "expires_at", session->expires_at);
  g_string_append_printf (text, ",\"current\":%s}", current ? "true" : "false");
}
