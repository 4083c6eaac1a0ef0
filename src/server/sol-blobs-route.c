/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "model/sol-record-registry.h"
#include "server/sol-account-answers.h"
#include "server/sol-authz.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define ROUTE "/v1/blobs/{hash}"
#define MAX_SIDE 10000 /* pixels */
#define PDF "application/pdf"

/* One attachment that is asked for, by the record that shows it. */
typedef struct
{
  const char *type; /* (nullable): it is of a structure */
  const char *id;   /* (nullable) */
  const char *supplier;
  guint side; /* 0: of a picture the largest, a document itself */
  gboolean public;
  gboolean document; /* and no picture */
} Asked;

static gboolean
read_parameters (SolRequest *request, Asked *asked)
{
  const char *const names[] = { "supplier", "t", "id", "side", NULL };

  if (!sol_parameters_check_names (request, names) ||
      !sol_parameters_get_text (request, "supplier", &asked->supplier) ||
      !sol_parameters_get_text (request, "t", &asked->type) ||
      !sol_parameters_get_text (request, "id", &asked->id) ||
      !sol_parameters_get_number (request, "side", MAX_SIDE, 0, &asked->side))
    return FALSE;
  if (asked->supplier != NULL)
    {
      asked->type = "supplier";
      asked->id = asked->supplier;
    }
  return TRUE;
}

static gboolean
may_read (SolServer *server,
          SolRequest *request,
          Asked *asked,
          const SolStored *found,
          GError **error)
{
  asked->public = g_str_equal (found->scope, SOL_SCOPE_PUBLIC);
  if (asked->public)
    return sol_authz_may_read (ROUTE, asked->type, SOL_ROLE_ANONYMOUS, found->scope);
  return sol_authz_may_read (ROUTE, asked->type, SOL_ROLE_ACCOUNT, found->scope) &&
         sol_signed_in_reads_scope (server, request, found->scope, error);
}

/* (transfer full) (nullable): its media type: who reads the record reads what it said before, which
 * is not for all. */
static char *
find_former (SolServer *server, const Asked *asked, const char *hash, GError **error)
{
  return asked->public || *error != NULL
             ? NULL
             : sol_storage_find_former_blob (server->storage, asked->type, asked->id, hash, error);
}

/* Who may read the record may read what it shows: a hash alone opens nothing. */
static gboolean
is_shown (SolServer *server, SolRequest *request, Asked *asked, const char *hash, GError **error)
{
  const SolBlob *blob;
  g_autofree char *media_type = NULL;
  GType type = sol_record_registry_find (asked->type);
  g_autoptr (SolStored) found = NULL;
  g_autoptr (SolRecord) record = NULL;

  if (type == G_TYPE_INVALID)
    return FALSE;
  found = sol_storage_get (server->storage, asked->type, asked->id, error);
  if (found == NULL || found->doc == NULL || !may_read (server, request, asked, found, error))
    return FALSE;
  record = sol_record_new_from_text (type, found->key, found->id, found->scope, found->rev,
                                     found->doc, error);
  blob = record != NULL ? sol_record_find_blob (record, hash) : NULL;
  media_type = blob != NULL ? g_strdup (blob->media_type)
                            : find_former (server, asked, hash, error);
  asked->document = g_strcmp0 (media_type, PDF) == 0;
  return media_type != NULL;
}

/* What was drawn anew of a picture comes instead of it: the picture may tell where it was taken.
 * Of a document that is its first page, for who asks for a side. */
static int
open_blob (SolServer *server, const Asked *asked, const char *hash, char **own, GError **error)
{
  const gboolean itself = asked->document && asked->side == 0;
  const guint side = asked->side > 0 ? asked->side : MAX_SIDE;
  int file = itself ? -1 : sol_uploads_open_shown (server->uploads, hash, side, own, error);

  if (file >= 0 || *error != NULL || (asked->document && !itself))
    return file;
  g_free (*own);
  *own = g_strdup (hash);
  return sol_storage_open_blob (server->storage, hash, error);
}

/* The type is never told: what somebody sent as a picture must not run as a page. */
static void
answer (SolRequest *request, const Asked *asked, const char *own, int file)
{
  g_autofree char *etag = g_strdup_printf ("\"%s\"", own);

  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control",
                          asked->public ? "public, max-age=86400, immutable"
                                        : "private, max-age=86400, immutable");
  sol_request_set_header (request, "X-Content-Type-Options", "nosniff");
  if (sol_request_matches (request, etag))
    {
      close (file);
      sol_request_answer_not_modified (request);
    }
  else
    sol_request_answer_file (request, "application/octet-stream", file);
}

/* GET /v1/blobs/{hash}: a token that is brought must be good, though none is needed for what all
 * may read. */
void
sol_blobs_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *own = NULL;
  Asked asked = { 0 };
  int file = -1;

  if (!read_parameters (request, &asked))
    return;
  if (sol_request_get_header (request, "Authorization") != NULL &&
      !sol_signed_in_check (server, request))
    return;
  if (asked.type != NULL && asked.id != NULL && is_shown (server, request, &asked, rest, &error))
    file = open_blob (server, &asked, rest, &own, &error);
  if (error != NULL)
    {
      if (file >= 0)
        close (file);
      g_warning ("%s", error->message);
      sol_request_answer_problem (request, 500, "storage", "The storage does not answer");
    }
  else if (file < 0)
    sol_request_answer_problem (request, 404, "blob", "That record shows no such file, to you");
  else
    answer (request, &asked, own, file);
}
