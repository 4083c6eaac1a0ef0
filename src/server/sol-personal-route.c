/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "server/sol-account-answers.h"
#include "server/sol-body.h"
#include "server/sol-parameters.h"
#include "server/sol-proof.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

static const char *const no_names[] = { NULL };

/* A file that is gone when it is closed: what a slow reader takes holds no part of the database. */
static int
open_nameless (GError **error)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("achetons-XXXXXX", &path, error);

  if (file >= 0)
    g_unlink (path);
  return file;
}

/* (transfer full) (nullable): however much it is, it stays in the file */
static GBytes *
print_data (SolServer *server, const char *account, GError **error)
{
  int file = open_nameless (error);
  g_autoptr (GMappedFile) mapped = NULL;

  if (file < 0)
    return NULL;
  if (sol_personal_print (server->personal, account, file, error))
    mapped = g_mapped_file_new_from_fd (file, FALSE, error);
  close (file);
  return mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;
}

/* GET /v1/account/data */
void
sol_personal_handle_data (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = NULL;

  if (!sol_parameters_check_names (request, no_names))
    return;
  data = print_data (server, sol_signed_in_get_session (request)->account->id, &error);
  if (data == NULL)
    {
      sol_account_answer_failure (request, error);
      return;
    }
  sol_request_set_header (request, "Cache-Control", "no-store");
  sol_request_set_header (request, "Content-Disposition",
                          "attachment; filename=\"achetons-solidaires.json\"");
  sol_request_answer (request, 200, "application/json", data);
}

static void
refuse_alone (SolRequest *request, GStrv alone)
{
  GString *members = g_string_new (",\"organisations\":[");
  g_autofree char *text = NULL;

  for (guint i = 0; alone[i] != NULL; i++)
    {
      g_string_append (members, i > 0 ? "," : "");
      sol_json_append_string (members, alone[i]);
    }
  g_string_append_c (members, ']');
  text = g_string_free (members, FALSE);
  sol_request_answer_problem_with (request, 409, "last-manager", text,
                                   "Nobody else manages what you manage: name another manager "
                                   "there first");
}

static void
answer_closed (SolRequest *request, const SolPersonalLeaving *leaving)
{
  g_autofree char *moment = sol_clock_print (leaving->erase_at);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"erased_at\":\"%s\"}", moment);
  sol_account_answer_json (request, text);
}

/* DELETE /v1/account */
void
sol_personal_handle_close (SolServer *server, SolRequest *request, const char *rest)
{
  SolPersonalLeaving leaving;
  g_autoptr (GError) error = NULL;
  SolAudit audit;

  if (!sol_proof_check (server, request, sol_body_get (request, "password")))
    return;
  sol_signed_in_describe (request, "close", &audit);
  if (!sol_personal_close (server->personal, &audit, sol_clock_seconds (), &leaving, &error))
    sol_account_answer_failure (request, error);
  else if (leaving.alone[0] != NULL)
    refuse_alone (request, leaving.alone);
  else
    answer_closed (request, &leaving);
  g_strfreev (leaving.alone);
}

/* GET /v1/organisations/{id}: what was done for it, told to its managers */
void
sol_personal_handle_history (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *scope = NULL;
  g_autofree char *text = NULL;
  SolActor actor;

  if (!sol_parameters_check_names (request, no_names) ||
      !sol_signed_in_get_actor (server, request, rest, &actor))
    return;
  if (!(actor.roles & SOL_ROLE_MANAGER))
    {
      sol_request_answer_problem (request, 403, "manager", "Only a manager reads this");
      return;
    }
  scope = g_strconcat ("org:", rest, NULL);
  text = sol_personal_print_history (server->personal, (const char *[]){ scope, NULL }, NULL,
                                     &error);
  if (text != NULL)
    sol_account_answer_json (request, g_string_new (text));
  else
    sol_account_answer_failure (request, error);
}
