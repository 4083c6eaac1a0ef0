/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-id-token.h"

#include <gio/gio.h>
#include <sodium.h>

#include "model/sol-json.h"

#define SKEW_SECONDS 60     /* that clocks may differ */
#define MAX_AGE_SECONDS 600 /* of a token: it was made for this sign-in */
#define MAX_SUBJECT 255     /* bytes, by OpenID Connect Core 1.0, section 2 */

/* (nullable): %NULL too when it is no text, or an empty one */
const char *
sol_claims_get_text (JsonObject *claims, const char *name)
{
  JsonNode *node = json_object_get_member (claims, name);
  const char *text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* 0 when it is no number. */
static gint64
get_time (JsonObject *claims, const char *name)
{
  JsonNode *node = json_object_get_member (claims, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_DOUBLE)
    return (gint64) CLAMP (json_node_get_double (node), 0, 1e15);
  return type == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static JsonObject *
parse_object (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode)
      node = g_utf8_validate_len (text, length, NULL) ? sol_json_parse (text, length, error) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is no JSON object");
  return NULL;
}

/* What stands between the dots of a JWT (RFC 7519). */
static JsonObject *
parse_payload (const char *token, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *text = NULL;
  gsize room, size;

  if (g_strv_length (parts) != 3)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is no token");
      return NULL;
    }
  room = strlen (parts[1]);
  text = g_malloc (room + 1);
  if (sodium_base642bin ((unsigned char *) text, room, parts[1], room, NULL, &size, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0)
    return parse_object (text, size, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "It is no Base64");
  return NULL;
}

/**
 * sol_claims_parse:
 * @text: a JSON object, or a JWT that holds one
 *
 * Signatures are not looked at: data/oidc.md says why.
 *
 * Returns: (transfer full) (nullable)
 */
JsonObject *
sol_claims_parse (const char *text, GError **error)
{
  return *text == '{' ? parse_object (text, strlen (text), error) : parse_payload (text, error);
}

/* "aud" is a text or several; of several, "azp" says whom it is for. */
static gboolean
is_for (JsonObject *claims, const char *client_id)
{
  JsonNode *audience = json_object_get_member (claims, "aud");
  JsonArray *several = audience != NULL && JSON_NODE_HOLDS_ARRAY (audience)
                           ? json_node_get_array (audience)
                           : NULL;
  const char *party = sol_claims_get_text (claims, "azp");
  gboolean named = several == NULL &&
                   g_strcmp0 (sol_claims_get_text (claims, "aud"), client_id) == 0;

  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    {
      JsonNode *one = json_array_get_element (several, i);

      named |= json_node_get_value_type (one) == G_TYPE_STRING &&
               g_strcmp0 (json_node_get_string (one), client_id) == 0;
    }
  if (party != NULL)
    return named && g_str_equal (party, client_id);
  return named && !json_object_has_member (claims, "azp") &&
         (several == NULL || json_array_get_length (several) == 1);
}

static gboolean
is_named (JsonObject *claims)
{
  const char *subject = sol_claims_get_text (claims, "sub");

  return subject != NULL && strlen (subject) <= MAX_SUBJECT;
}

/* (nullable): what is wrong with it, in the order of OpenID Connect Core 1.0, 3.1.3.7 */
static const char *
find_fault (JsonObject *claims, const SolIdTokenWanted *wanted)
{
  gint64 issued = get_time (claims, "iat");

  if (g_strcmp0 (sol_claims_get_text (claims, "iss"), wanted->issuer) != 0)
    return "It is of another issuer";
  if (!is_for (claims, wanted->client_id))
    return "It is for another application";
  if (get_time (claims, "exp") <= wanted->now - SKEW_SECONDS)
    return "It has expired";
  if (issued > wanted->now + SKEW_SECONDS || issued < wanted->now - MAX_AGE_SECONDS)
    return "It was made at another time";
  if (g_strcmp0 (sol_claims_get_text (claims, "nonce"), wanted->nonce) != 0)
    return "It is of another sign-in";
  return is_named (claims) ? NULL : "It names nobody";
}

/**
 * sol_id_token_read:
 * @token: as it came from the provider itself, over a line that nobody else writes to
 *
 * Returns: (transfer full) (nullable): its claims; %NULL with an error when it is no answer to what
 *   was asked
 */
JsonObject *
sol_id_token_read (const char *token, const SolIdTokenWanted *wanted, GError **error)
{
  g_autoptr (JsonObject) claims = parse_payload (token, error);
  const char *fault = claims != NULL ? find_fault (claims, wanted) : NULL;

  if (fault == NULL)
    return g_steal_pointer (&claims);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, fault);
  return NULL;
}
