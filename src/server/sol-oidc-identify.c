/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-fetch.h"
#include "server/sol-id-token.h"
#include "server/sol-mail-address.h"
#include "server/sol-oidc-private.h"
#include "server/sol-secret.h"

static gboolean
refuse (const char *why, GError **error)
{
  g_set_error (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_REFUSED, "What the OpenID provider says: %s",
               why);
  return FALSE;
}

/* A provider that says that it sends its "iss" does: without it somebody else sent the browser
 * (RFC 9207). */
static gboolean
check_issuer (SolOidc *self, JsonObject *metadata, const char *issuer, GError **error)
{
  const char *name = "authorization_response_iss_parameter_supported";
  JsonNode *sends = json_object_get_member (metadata, name);

  if (issuer == NULL && sends != NULL && json_node_get_value_type (sends) == G_TYPE_BOOLEAN &&
      json_node_get_boolean (sends))
    return refuse ("It is not the one that was asked", error);
  return issuer == NULL || g_str_equal (issuer, self->issuer) ||
         refuse ("It is another one that answered", error);
}

static void
append_field (GString *form, const char *name, const char *value)
{
  g_string_append_printf (form, "%s%s=", form->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

/* RFC 6749, 2.3.1: Basic, which every provider knows unless it says otherwise. */
static gboolean
takes_basic (JsonObject *metadata)
{
  JsonNode *node = json_object_get_member (metadata, "token_endpoint_auth_methods_supported");
  JsonArray *methods = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                    : NULL;

  for (guint i = 0; methods != NULL && i < json_array_get_length (methods); i++)
    {
      JsonNode *one = json_array_get_element (methods, i);

      if (json_node_get_value_type (one) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (one), "client_secret_basic"))
        return TRUE;
    }
  return methods == NULL;
}

static char *
make_form (SolOidc *self, const SolOidcReturn *returned, gboolean basic)
{
  GString *form = g_string_new (NULL);

  append_field (form, "grant_type", "authorization_code");
  append_field (form, "code", returned->code);
  append_field (form, "redirect_uri", returned->redirect_uri);
  append_field (form, "code_verifier", returned->verifier);
  if (!basic)
    append_field (form, "client_id", self->client_id);
  if (!basic && self->secret != NULL)
    append_field (form, "client_secret", self->secret);
  return g_string_free (form, FALSE);
}

/* The answer of the token endpoint. */
static JsonObject *
exchange (SolOidc *self, JsonObject *metadata, const SolOidcReturn *returned, GError **error)
{
  gboolean basic = self->secret != NULL && takes_basic (metadata);
  g_autofree char *form = make_form (self, returned, basic);
  g_autofree char *user = g_uri_escape_string (self->client_id, NULL, FALSE);
  g_autofree char *password = basic ? g_uri_escape_string (self->secret, NULL, FALSE) : NULL;
  SolFetch fetch = { .url = sol_claims_get_text (metadata, "token_endpoint"),
                     .form = form,
                     .user = basic ? user : NULL,
                     .password = password,
                     .ca_file = self->ca_file };
  guint status;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = sol_fetch_run (&fetch, &status, &local_error);
  g_autoptr (JsonObject) answer = text != NULL ? sol_claims_parse (text, &local_error) : NULL;

  if (answer != NULL && status == 200)
    return g_steal_pointer (&answer);
  if (answer != NULL && status < 500)
    refuse (sol_claims_get_text (answer, "error") != NULL ? sol_claims_get_text (answer, "error")
                                                          : "no",
            error);
  else
    g_set_error (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_AWAY,
                 "The OpenID provider gives no tokens: %s",
                 local_error != NULL ? local_error->message : "it failed");
  return NULL;
}

static JsonObject *
read_id_token (SolOidc *self, JsonObject *tokens, const SolOidcReturn *returned, GError **error)
{
  g_autofree char *nonce = sol_oidc_make_nonce (returned->state);
  const SolIdTokenWanted wanted = { self->issuer, self->client_id, nonce, sol_clock_seconds () };
  const char *token = sol_claims_get_text (tokens, "id_token");
  g_autoptr (GError) local_error = NULL;
  JsonObject *claims = token != NULL ? sol_id_token_read (token, &wanted, &local_error) : NULL;

  if (claims == NULL)
    refuse (local_error != NULL ? local_error->message : "There is no ID token", error);
  return claims;
}

/* What an ID token does not tell is asked with the access token (5.3); it is of the same person. */
static JsonObject *
ask_more (SolOidc *self,
          JsonObject *metadata,
          JsonObject *tokens,
          JsonObject *claims,
          GError **error)
{
  SolFetch fetch = { .url = sol_claims_get_text (metadata, "userinfo_endpoint"),
                     .bearer = sol_claims_get_text (tokens, "access_token"),
                     .ca_file = self->ca_file };
  guint status;
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) more = NULL;
  g_autoptr (GError) local_error = NULL;

  if (sol_claims_get_text (claims, "email") != NULL || fetch.url == NULL || fetch.bearer == NULL)
    return json_object_ref (claims);
  text = sol_fetch_run (&fetch, &status, &local_error);
  more = text != NULL && status == 200 ? sol_claims_parse (text, &local_error) : NULL;
  if (more == NULL)
    g_set_error (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_AWAY,
                 "The OpenID provider tells no more: %s",
                 local_error != NULL ? local_error->message : "it refuses");
  else if (g_strcmp0 (sol_claims_get_text (more, "sub"), sol_claims_get_text (claims, "sub")) != 0)
    refuse ("It speaks of two people", error);
  else
    return g_steal_pointer (&more);
  return NULL;
}

static gboolean
is_verified (JsonObject *claims)
{
  JsonNode *node = json_object_get_member (claims, "email_verified");

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

/* (transfer full): may be empty */
static char *
make_name (JsonObject *claims)
{
  const char *name = sol_claims_get_text (claims, "name");
  const char *given = sol_claims_get_text (claims, "given_name");
  const char *family = sol_claims_get_text (claims, "family_name");

  if (family == NULL)
    family = sol_claims_get_text (claims, "usual_name"); /* ProConnect */
  if (name != NULL)
    return g_strdup (name);
  return g_strstrip (
      g_strdup_printf ("%s %s", given != NULL ? given : "", family != NULL ? family : ""));
}

static SolIdentity *
make_identity (SolOidc *self, JsonObject *claims, GError **error)
{
  const char *told = sol_claims_get_text (claims, "email");
  g_autofree char *address = told != NULL && is_verified (claims)
                                 ? sol_mail_address_normalise (told)
                                 : NULL;
  SolIdentity *identity;

  if (address == NULL)
    {
      g_set_error_literal (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_UNVERIFIED,
                           "The OpenID provider tells no mail address that it has verified");
      return NULL;
    }
  identity = g_new0 (SolIdentity, 1);
  identity->issuer = g_strdup (self->issuer);
  identity->subject = g_strdup (sol_claims_get_text (claims, "sub"));
  identity->address = g_steal_pointer (&address);
  identity->name = make_name (claims);
  return identity;
}

/**
 * sol_oidc_identify:
 *
 * Asks the provider whom the code that it gave stands for.
 *
 * Returns: (transfer full) (nullable): %NULL with a #SolOidcError
 */
SolIdentity *
sol_oidc_identify (SolOidc *self, const SolOidcReturn *returned, GError **error)
{
  g_autoptr (JsonObject) metadata = sol_oidc_get_metadata (self, error);
  g_autoptr (JsonObject) tokens = NULL, claims = NULL, all = NULL;

  if (metadata == NULL || !check_issuer (self, metadata, returned->issuer, error))
    return NULL;
  tokens = exchange (self, metadata, returned, error);
  if (tokens != NULL)
    claims = read_id_token (self, tokens, returned, error);
  if (claims != NULL)
    all = ask_more (self, metadata, tokens, claims, error);
  return all != NULL ? make_identity (self, all, error) : NULL;
}
