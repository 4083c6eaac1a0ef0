/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-grant.h"
#include "model/sol-json.h"
#include "model/sol-supplier-looks.h"
#include "model/sol-uuid.h"
#include "server/sol-account-answers.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define MAX_ID 64 /* characters */

/* (nullable) */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
is_day (const char *text)
{
  g_autofree char *instant = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) time = strlen (text) == strlen ("2026-11-27")
                                   ? g_date_time_new_from_iso8601 (instant, NULL)
                                   : NULL;

  return time != NULL;
}

/* One a day of each structure: how often the same asks in it is his affair. */
static gboolean
add_look (GPtrArray *looks, GHashTable *known, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *supplier = object != NULL ? get_text (object, "supplier") : NULL;
  const char *day = object != NULL ? get_text (object, "day") : NULL;
  SolLook *look;

  if (supplier == NULL || strlen (supplier) > MAX_ID || day == NULL || !is_day (day) ||
      json_object_get_size (object) != 2)
    return FALSE;
  if (!g_hash_table_add (known, g_strconcat (day, supplier, NULL)))
    return TRUE;
  look = g_new0 (SolLook, 1);
  look->supplier = g_strdup (supplier);
  look->day = g_strdup (day);
  g_ptr_array_add (looks, look);
  return TRUE;
}

/* (transfer full) (nullable): %NULL: there is something else in @list */
static GPtrArray *
read_looks (JsonArray *list)
{
  g_autoptr (GPtrArray) looks = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_look_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const guint n = json_array_get_length (list);

  if (n == 0 || n > SOL_LOOKS_MAX_BATCH)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!add_look (looks, known, json_array_get_element (list, i)))
      return NULL;
  return g_steal_pointer (&looks);
}

/* (nullable): the body, when it is of the kind that is wanted */
static JsonNode *
parse (SolRequest *request)
{
  gsize size;
  const char *body = sol_request_get_body (request, &size);
  g_autoptr (JsonNode) node = sol_json_parse (body, size, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/* Who is signed in, if anybody is. FALSE: it is answered */
static gboolean
find_visitor (SolServer *server, SolRequest *request, SolLookBatch *batch, gboolean *counts)
{
  const SolAccount *account;

  *counts = TRUE;
  if (!sol_signed_in_brings_token (request))
    return TRUE;
  if (!sol_signed_in_check (server, request))
    return FALSE;
  account = sol_signed_in_get_session (request)->account;
  batch->account = account->id;
  batch->kind = account->kind;
  *counts = (sol_grant_parse_platform_role (account->role) & SOL_ROLE_MODERATOR) == 0;
  return TRUE;
}

static void
take (SolServer *server, SolRequest *request, const SolLookBatch *batch, gboolean counts)
{
  g_autoptr (GError) error = NULL;
  guint n_counted = 0;
  SolAddress address;

  sol_request_get_address (request, &address);
  sol_look_guard_leave_out (server->look_guard, batch->account, &address, batch->looks);
  if (counts && !sol_looks_take (server->looks, batch, sol_clock_seconds (), &n_counted, &error))
    sol_account_answer_failure (request, error);
  else
    {
      sol_look_guard_note (server->look_guard, batch->account, &address, batch->looks);
      sol_request_answer_text (request, 200, "application/json",
                               g_strdup_printf ("{\"counted\":%u}", n_counted));
    }
}

/* POST /v1/looks */
void
sol_looks_handle (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const no_names[] = { NULL };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) looks = NULL;
  SolLookBatch batch = { 0 };
  JsonNode *list;
  gboolean counts;

  if (!sol_parameters_check_names (request, no_names))
    return;
  node = parse (request);
  list = node != NULL ? json_object_get_member (json_node_get_object (node), "looks") : NULL;
  looks = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? read_looks (json_node_get_array (list))
                                                       : NULL;
  batch.id = node != NULL ? get_text (json_node_get_object (node), "batch") : NULL;
  if (looks == NULL || batch.id == NULL || !sol_uuid_is_valid (batch.id))
    {
      sol_request_answer_problem (request, 400, "body",
                                  "The body is no batch of 1 to %d looks, each of a structure and "
                                  "a day",
                                  SOL_LOOKS_MAX_BATCH);
      return;
    }
  batch.organisation = get_text (json_node_get_object (node), "organisation");
  batch.looks = looks;
  if (find_visitor (server, request, &batch, &counts))
    take (server, request, &batch, counts);
}
