/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-body.h"

#include <string.h>

#include "model/sol-json.h"
#include "server/sol-call.h"
#include "server/sol-secret.h"

#define JSON "application/json"

static gboolean
is_of_type (SolRequest *request, const char *wanted)
{
  const char *type = sol_request_get_header (request, "Content-Type");
  gsize length = strlen (wanted);

  return type != NULL && g_ascii_strncasecmp (type, wanted, length) == 0 &&
         (type[length] == '\0' || type[length] == ';' || type[length] == ' ');
}

static const SolRouteMember *
find_member (const SolRouteMember *members, const SolJsonReader *reader)
{
  for (const SolRouteMember *at = members; at->name != NULL; at++)
    if (sol_json_reader_is (reader, at->name))
      return at;
  return NULL;
}

/* Reads the member whose name was just read. */
static char *
read_member (SolJsonReader *reader, const SolRouteMember *members, GHashTable *values)
{
  const SolRouteMember *member = find_member (members, reader);
  g_autofree char *name = sol_json_reader_dup (reader);
  g_autofree char *shown = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 40));
  char *value;

  if (member == NULL)
    return g_strdup_printf ("The body has a member “%s”, which is not known here", shown);
  if (g_hash_table_contains (values, member->name))
    return g_strdup_printf ("“%s” is there twice", member->name);
  if (sol_json_reader_next (reader) != (member->number ? SOL_JSON_NUMBER : SOL_JSON_STRING))
    return g_strdup_printf ("“%s” is a %s", member->name, member->number ? "number" : "text");
  value = sol_json_reader_dup (reader);
  g_hash_table_insert (values, (gpointer) member->name, value);
  if (g_utf8_strlen (value, -1) <= member->maximum)
    return NULL;
  return g_strdup_printf ("“%s” has at most %u characters", member->name, member->maximum);
}

/* (nullable): what is wrong with the body */
static char *
read_members (const char *body, gsize size, const SolRouteMember *members, GHashTable *values)
{
  g_autoptr (GError) error = NULL;
  SolJsonReader reader;

  if (!sol_json_check (body, size, &error))
    return g_strdup_printf ("The body: %s", error->message);
  sol_json_reader_init (&reader, body, size);
  if (sol_json_reader_next (&reader) != SOL_JSON_OBJECT)
    return g_strdup ("The body is a JSON object");
  while (sol_json_reader_next (&reader) == SOL_JSON_KEY)
    {
      char *fault = read_member (&reader, members, values);

      if (fault != NULL)
        return fault;
    }
  for (const SolRouteMember *at = members; at->name != NULL; at++)
    if (!at->optional && !g_hash_table_contains (values, at->name))
      return g_strdup_printf ("“%s” is missing", at->name);
  return NULL;
}

/**
 * sol_body_read:
 *
 * Reads the JSON object that a request brings: the members that the route knows, each once and a
 * text or a number as it says, and nothing else. What the handler reads itself is only said to be
 * of the type that the route takes.
 *
 * Returns: %FALSE, and the request is answered, when it is not so
 */
gboolean
sol_body_read (SolRequest *request, const SolRoute *route)
{
  g_autofree char *fault = NULL;
  const char *wanted = route->bytes != NULL ? route->bytes : JSON;
  SolCall *call;
  const char *body;
  gsize size;

  if (!sol_route_takes_body (route))
    return TRUE;
  if (!is_of_type (request, wanted))
    {
      sol_request_answer_problem (request, 415, "media-type", "The body is %s", wanted);
      return FALSE;
    }
  if (route->members[0].name == NULL)
    return TRUE;
  call = sol_call_of (request);
  call->members = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify) sol_secret_free);
  body = sol_request_get_body (request, &size);
  fault = read_members (body, size, route->members, call->members);
  if (fault != NULL)
    sol_request_answer_problem (request, 400, "body", "%s", fault);
  return fault == NULL;
}

/**
 * sol_body_get:
 *
 * Returns: (nullable) (transfer none): %NULL when an optional member is not there
 */
const char *
sol_body_get (SolRequest *request, const char *name)
{
  return g_hash_table_lookup (sol_call_of (request)->members, name);
}
