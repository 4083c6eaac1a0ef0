/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-uuid.h"
#include "server/sol-authz.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"

/**
 * sol_suppliers_redirect:
 * @folder: of the address: "/v1/suppliers/"
 *
 * Returns: whether it was merged with another: the request is answered with the way to that one
 */
gboolean
sol_suppliers_redirect (SolServer *server, SolRequest *request, const char *id, const char *folder)
{
  g_autoptr (SolStored) way = sol_storage_get (server->storage, "merged_supplier", id, NULL);
  g_autoptr (JsonNode) node = way != NULL && way->doc != NULL
                                  ? sol_json_parse (way->doc, strlen (way->doc), NULL)
                                  : NULL;
  g_autofree char *address = NULL;

  if (node == NULL || !g_str_equal (way->scope, SOL_SCOPE_PUBLIC))
    return FALSE;
  address = g_strconcat (
      folder, json_object_get_string_member_with_default (json_node_get_object (node), "kept", ""),
      NULL);
  sol_request_set_header (request, "Location", address);
  sol_request_answer_empty (request, 308);
  return TRUE;
}

/* GET /v1/suppliers/{id} */
void
sol_suppliers_handle_one (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const names[] = { NULL };
  g_autoptr (SolStored) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;

  if (!sol_parameters_check_names (request, names))
    return;
  found = sol_storage_get (server->storage, "supplier", rest, &error);
  if (error != NULL)
    {
      g_warning ("%s", error->message);
      sol_request_answer_problem (request, 500, "storage", "The storage does not answer");
      return;
    }
  /* What may not be read is as if it were not there. */
  if (found == NULL || found->doc == NULL || !g_str_equal (found->scope, SOL_SCOPE_PUBLIC) ||
      !sol_authz_may_read ("/v1/suppliers/{id}", "supplier", SOL_ROLE_ANONYMOUS, found->scope))
    {
      if (!sol_suppliers_redirect (server, request, rest, "/v1/suppliers/"))
        sol_request_answer_problem (request, 404, "supplier", "There is no such structure");
      return;
    }
  etag = g_strdup_printf ("\"%.8s-%" G_GINT64_FORMAT "\"", server->signer.feed, found->rev);
  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "public, max-age=10");
  if (sol_request_matches (request, etag))
    sol_request_answer_not_modified (request);
  else
    {
      GString *text = g_string_new (NULL);

      sol_supplier_append_json (text, found, NULL);
      g_string_append_c (text, '\n');
      sol_request_answer_text (request, 200, "application/json", g_string_free (text, FALSE));
    }
}

/**
 * sol_supplier_append_json:
 * @distance: (nullable): JSON text of a number or null
 *
 * The document as it is stored, with what stands beside it: id, and distance_km.
 */
void
sol_supplier_append_json (GString *text, const SolStored *record, const char *distance)
{
  const char *rest = strchr (record->doc, '{') + 1;

  g_string_append (text, "{\"id\":");
  sol_json_append_string (text, record->id);
  if (distance != NULL)
    g_string_append_printf (text, ",\"distance_km\":%s", distance);
  rest += strspn (rest, " \n\r\t");
  if (*rest != '}')
    g_string_append_c (text, ',');
  g_string_append (text, rest);
}
