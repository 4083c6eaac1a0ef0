/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

static const char *const no_names[] = { NULL };

/* GET /v1/sessions */
void
sol_sessions_handle_list (SolServer *server, SolRequest *request, const char *rest)
{
  const SolSession *own = sol_signed_in_get_session (request);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  GString *text;

  if (!sol_parameters_check_names (request, no_names))
    return;
  sessions = sol_accounts_list_sessions (server->accounts, own->account->id, sol_clock_seconds (),
                                         &error);
  if (sessions == NULL)
    {
      sol_account_answer_failure (request, error);
      return;
    }
  text = g_string_new ("{\"sessions\":[");
  for (guint i = 0; i < sessions->len; i++)
    {
      const SolSession *session = g_ptr_array_index (sessions, i);

      g_string_append (text, i > 0 ? "," : "");
      sol_session_append_json (text, session, g_str_equal (session->id, own->id));
    }
  g_string_append (text, "]}");
  sol_account_answer_json (request, text);
}

/* DELETE /v1/sessions/{id}: of the own account alone, so no id of another one's is ever known. */
void
sol_sessions_handle_end (SolServer *server, SolRequest *request, const char *rest)
{
  const SolSession *own = sol_signed_in_get_session (request);
  gboolean others = g_str_equal (rest, "others");
  const char *id = g_str_equal (rest, "current") ? own->id : rest;
  g_autoptr (GError) error = NULL;
  SolAudit audit;
  int n_ended;

  sol_signed_in_describe (request, "end", &audit);
  audit.detail = id;
  n_ended = sol_accounts_end_sessions (server->accounts, others ? NULL : id,
                                       others ? own->id : NULL, &audit, sol_clock_seconds (),
                                       &error);
  if (n_ended < 0)
    sol_account_answer_failure (request, error);
  else if (n_ended == 0 && !others)
    sol_request_answer_problem (request, 404, "session", "You have no such session");
  else
    sol_request_answer_empty (request, 204);
}
