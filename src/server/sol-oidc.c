/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "server/sol-fetch.h"
#include "server/sol-id-token.h"
#include "server/sol-oidc-private.h"
#include "server/sol-secret.h"

#define WELL_KNOWN "/.well-known/openid-configuration"
#define METADATA_LIFE (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

G_DEFINE_QUARK (sol_oidc_error, sol_oidc_error)

/**
 * sol_oidc_new:
 * @issuer: its URL, as it calls itself
 * @secret: (nullable): that it gave this server
 * @name: for people
 * @ca_file: (nullable): the authorities (PEM) that certify it; %NULL: those of the system
 *
 * Asks nothing yet: the server starts without its provider.
 */
SolOidc *
sol_oidc_new (const char *issuer,
              const char *client_id,
              const char *secret,
              const char *name,
              const char *ca_file,
              GError **error)
{
  SolOidc *self;

  if (!sol_fetch_is_safe (issuer))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "--oidc-issuer takes https://HOST/…; http:// on this machine alone");
      return NULL;
    }
  self = g_new0 (SolOidc, 1);
  g_mutex_init (&self->lock);
  self->issuer = g_strdup (issuer);
  self->client_id = g_strdup (client_id);
  self->secret = g_strdup (secret);
  self->name = g_strdup (name);
  self->ca_file = g_strdup (ca_file);
  return self;
}

void
sol_oidc_free (SolOidc *self)
{
  g_clear_pointer (&self->metadata, json_object_unref);
  g_mutex_clear (&self->lock);
  g_free (self->issuer);
  g_free (self->client_id);
  sol_secret_free (self->secret);
  g_free (self->name);
  g_free (self->ca_file);
  g_free (self);
}

const char *
sol_oidc_get_name (SolOidc *self)
{
  return self->name;
}

/* The ID token is to be of this sign-in and no other: what the browser carries says which. */
char *
sol_oidc_make_nonce (const char *state)
{
  return sol_secret_hash ("nonce", state);
}

static gboolean
is_endpoint (JsonObject *metadata, const char *name)
{
  const char *url = sol_claims_get_text (metadata, name);

  return url != NULL && sol_fetch_is_safe (url);
}

/* (nullable): what is wrong with it */
static const char *
find_fault (SolOidc *self, JsonObject *metadata)
{
  if (g_strcmp0 (sol_claims_get_text (metadata, "issuer"), self->issuer) != 0)
    return "calls itself by another name";
  if (!is_endpoint (metadata, "authorization_endpoint") ||
      !is_endpoint (metadata, "token_endpoint"))
    return "names no safe endpoints";
  if (json_object_has_member (metadata, "userinfo_endpoint") &&
      !is_endpoint (metadata, "userinfo_endpoint"))
    return "names no safe endpoint of what it knows";
  return NULL;
}

static JsonObject *
discover (SolOidc *self, GError **error)
{
  gboolean slash = g_str_has_suffix (self->issuer, "/");
  g_autofree char *url = g_strconcat (self->issuer, WELL_KNOWN + (slash ? 1 : 0), NULL);
  SolFetch fetch = { .url = url, .ca_file = self->ca_file };
  guint status;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = sol_fetch_run (&fetch, &status, &local_error);
  g_autoptr (JsonObject)
      metadata = text != NULL && status == 200 ? sol_claims_parse (text, &local_error) : NULL;
  const char *fault = metadata != NULL ? find_fault (self, metadata) : NULL;

  if (metadata != NULL && fault == NULL)
    return g_steal_pointer (&metadata);
  g_set_error (error, SOL_OIDC_ERROR, SOL_OIDC_ERROR_AWAY, "The OpenID provider %s %s",
               self->issuer,
               fault != NULL         ? fault
               : local_error != NULL ? local_error->message
                                     : "tells nothing of itself");
  return NULL;
}

static JsonObject *
look_up (SolOidc *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->metadata != NULL && sol_clock_monotonic () - self->told_at < METADATA_LIFE
             ? json_object_ref (self->metadata)
             : NULL;
}

/* (transfer full) (nullable): kept for an hour; several may ask at once */
JsonObject *
sol_oidc_get_metadata (SolOidc *self, GError **error)
{
  JsonObject *metadata = look_up (self);

  if (metadata != NULL)
    return metadata;
  metadata = discover (self, error);
  if (metadata != NULL)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

      g_clear_pointer (&self->metadata, json_object_unref);
      self->metadata = json_object_ref (metadata);
      self->told_at = sol_clock_monotonic ();
    }
  return metadata;
}

static void
append_parameter (GString *address, const char *name, const char *value)
{
  g_string_append_printf (address, "&%s=", name);
  g_string_append_uri_escaped (address, value, NULL, FALSE);
}

/**
 * sol_oidc_make_address:
 * @state: a secret that the browser brings back
 * @challenge: S256 of RFC 7636
 *
 * Returns: (transfer full) (nullable): what the browser is to open
 */
char *
sol_oidc_make_address (SolOidc *self,
                       const char *state,
                       const char *challenge,
                       const char *redirect_uri,
                       GError **error)
{
  g_autoptr (JsonObject) metadata = sol_oidc_get_metadata (self, error);
  g_autofree char *nonce = sol_oidc_make_nonce (state);
  const char *endpoint;
  GString *address;

  if (metadata == NULL)
    return NULL;
  endpoint = sol_claims_get_text (metadata, "authorization_endpoint");
  address = g_string_new (endpoint);
  g_string_append (address, strchr (endpoint, '?') != NULL ? "&" : "?");
  g_string_append (address, "response_type=code&code_challenge_method=S256");
  append_parameter (address, "scope", "openid email profile");
  append_parameter (address, "client_id", self->client_id);
  append_parameter (address, "redirect_uri", redirect_uri);
  append_parameter (address, "state", state);
  append_parameter (address, "nonce", nonce);
  append_parameter (address, "code_challenge", challenge);
  return g_string_free (address, FALSE);
}
