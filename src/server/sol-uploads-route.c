/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "server/sol-account-answers.h"
#include "server/sol-body.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

static void
append_text (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, ",\"%s\":", name);
  sol_json_append_string (text, value);
}

static void
set_offset (SolRequest *request, gint64 at)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, at);

  sol_request_set_header (request, "Upload-Offset", offset);
}

static void
answer_upload (SolRequest *request, const SolUpload *upload)
{
  GString *text = g_string_new ("{\"hash\":");

  sol_json_append_string (text, upload->hash);
  g_string_append_printf (text, ",\"size\":%" G_GINT64_FORMAT ",\"offset\":%" G_GINT64_FORMAT,
                          upload->size, upload->at);
  append_text (text, "type", upload->media_type);
  append_text (text, "state", sol_upload_state_get_name (upload->state));
  if (upload->reason != NULL)
    append_text (text, "why", upload->reason);
  g_string_append_c (text, '}');
  set_offset (request, upload->at);
  sol_account_answer_json (request, text);
}

/* (nullable): %NULL, and the request is answered, when it is of no attachment that may be */
static const char *
find_fault (const SolUpload *wanted)
{
  if (!sol_storage_is_hash (wanted->hash))
    return "hash";
  if (wanted->size < 1 || wanted->size > SOL_UPLOAD_MAX)
    return "size";
  return NULL;
}

static void
begin (SolServer *server, SolRequest *request, const SolActor *actor)
{
  g_autofree char *owner = sol_upload_make_owner (actor);
  const SolUpload wanted = { .owner = owner,
                             .hash = (char *) sol_body_get (request, "hash"),
                             .account = (char *) actor->account,
                             .size = g_ascii_strtoll (sol_body_get (request, "size"), NULL, 10),
                             .media_type = (char *) sol_body_get (request, "type") };
  const char *fault = find_fault (&wanted);
  g_autoptr (SolUpload) found = NULL;
  g_autoptr (GError) error = NULL;

  if (fault != NULL)
    {
      sol_request_answer_problem (request, 422, fault,
                                  "The SHA-256 in small hexadecimal digits, and a size from 1 to "
                                  "%d bytes",
                                  SOL_UPLOAD_MAX);
      return;
    }
  found = sol_uploads_begin (server->uploads, &wanted, sol_clock_seconds (), &error);
  if (found != NULL)
    answer_upload (request, found);
  else
    sol_account_answer_failure (request, error);
}

/* POST /v1/uploads */
void
sol_uploads_handle_begin (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const no_names[] = { NULL };
  SolActor actor;

  if (sol_parameters_check_names (request, no_names) &&
      sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &actor))
    begin (server, request, &actor);
}

/* What the asker sends of that hash. (transfer full) (nullable): %NULL, and it is answered */
static SolUpload *
find_own (SolServer *server, SolRequest *request, const char *hash)
{
  const char *const names[] = { "organisation", NULL };
  const char *organisation = NULL;
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;
  SolUpload *found;
  SolActor actor;

  if (!sol_parameters_check_names (request, names) ||
      !sol_parameters_get_text (request, "organisation", &organisation) ||
      !sol_signed_in_get_actor (server, request, organisation, &actor))
    return NULL;
  owner = sol_upload_make_owner (&actor);
  found = sol_uploads_find (server->uploads, owner, hash, &error);
  if (error != NULL)
    sol_account_answer_failure (request, error);
  else if (found == NULL)
    sol_request_answer_problem (request, 404, "upload", "Nothing of that hash is sent: begin it");
  return found;
}

/* GET and HEAD /v1/uploads/{hash} */
void
sol_uploads_handle_get (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (SolUpload) upload = find_own (server, request, rest);

  if (upload != NULL)
    answer_upload (request, upload);
}

static void
refuse_offset (SolRequest *request, const SolUpload *upload)
{
  g_autofree char *members = g_strdup_printf (",\"offset\":%" G_GINT64_FORMAT, upload->at);

  set_offset (request, upload->at);
  sol_request_answer_problem_with (request, 409, "offset", members,
                                   "Go on from the offset that is told");
}

static void
append (SolServer *server, SolRequest *request, const SolUpload *upload)
{
  gsize size;
  const char *part = sol_request_get_body (request, &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolUpload) after = sol_uploads_append (server->uploads, upload, part, size,
                                                    sol_clock_seconds (), &error);

  if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED))
    after = sol_uploads_find (server->uploads, upload->owner, upload->hash, NULL);
  if (after == NULL)
    {
      sol_account_answer_failure (request, error);
      return;
    }
  if (error != NULL)
    {
      refuse_offset (request, after);
      return;
    }
  if (after->state == SOL_UPLOAD_CHECKING)
    sol_upload_checks_push (server->checks, after);
  set_offset (request, after->at);
  sol_request_answer_empty (request, 204);
}

/* PATCH /v1/uploads/{hash} */
void
sol_uploads_handle_part (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (SolUpload) upload = find_own (server, request, rest);
  const char *offset = sol_request_get_header (request, "Upload-Offset");
  guint64 at;
  gsize size;

  if (upload == NULL)
    return;
  sol_request_get_body (request, &size);
  if (offset == NULL || !g_ascii_string_to_unsigned (offset, 10, 0, SOL_UPLOAD_MAX, &at, NULL))
    sol_request_answer_problem (request, 400, "offset", "Upload-Offset tells where the part goes");
  else if (upload->state != SOL_UPLOAD_RECEIVING || (gint64) at != upload->at)
    refuse_offset (request, upload);
  else if (size == 0 || upload->at + (gint64) size > upload->size)
    sol_request_answer_problem (request, 422, "size",
                                "The part is empty, or goes past the size that was told");
  else
    append (server, request, upload);
}

/* DELETE /v1/uploads/{hash} */
void
sol_uploads_handle_remove (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (SolUpload) upload = find_own (server, request, rest);
  g_autoptr (GError) error = NULL;

  if (upload == NULL)
    return;
  if (sol_uploads_remove (server->uploads, upload, &error))
    sol_request_answer_empty (request, 204);
  else if (g_error_matches (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED))
    sol_request_answer_problem (request, 409, "used",
                                "A record names it, or it is being looked at: it stays");
  else
    sol_account_answer_failure (request, error);
}
