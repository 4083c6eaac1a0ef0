/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "model/sol-record-registry.h"
#include "server/sol-authz.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"

#define ROUTE "/v1/blobs/{hash}"

/* Who may read the record may read what it shows: a hash alone opens nothing. */
static gboolean
is_shown (SolServer *server, const char *supplier, const char *hash, GError **error)
{
  g_autoptr (SolStored) found = sol_storage_get (server->storage, "supplier", supplier, error);
  g_autoptr (SolRecord) record = NULL;

  if (found == NULL || found->doc == NULL || !g_str_equal (found->scope, SOL_SCOPE_PUBLIC) ||
      !sol_authz_may_read (ROUTE, "supplier", SOL_ROLE_ANONYMOUS, found->scope))
    return FALSE;
  record = sol_record_new_from_text (sol_record_registry_find ("supplier"), found->key, found->id,
                                     found->scope, found->rev, found->doc, error);
  return record != NULL && sol_record_find_blob (record, hash) != NULL;
}

/* The type is never told: what somebody sent as a picture must not run as a page. */
static void
answer (SolRequest *request, const char *hash, int file)
{
  g_autofree char *etag = g_strdup_printf ("\"%s\"", hash);

  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "public, max-age=86400, immutable");
  sol_request_set_header (request, "X-Content-Type-Options", "nosniff");
  if (sol_request_matches (request, etag))
    {
      close (file);
      sol_request_answer_not_modified (request);
    }
  else
    sol_request_answer_file (request, "application/octet-stream", file);
}

/* GET /v1/blobs/{hash} */
void
sol_blobs_handle (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const names[] = { "supplier", NULL };
  g_autoptr (GError) error = NULL;
  const char *supplier = NULL;
  int file = -1;

  if (!sol_parameters_check_names (request, names) ||
      !sol_parameters_get_text (request, "supplier", &supplier))
    return;
  if (supplier != NULL && is_shown (server, supplier, rest, &error))
    file = sol_storage_open_blob (server->storage, rest, &error);
  if (error != NULL)
    {
      g_warning ("%s", error->message);
      sol_request_answer_problem (request, 500, "storage", "The storage does not answer");
    }
  else if (file < 0)
    sol_request_answer_problem (request, 404, "blob", "That structure shows no such file");
  else
    answer (request, rest, file);
}
