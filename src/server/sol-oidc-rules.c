/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-oidc-rules.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* A client listens on its own machine, by a number and not a name that somebody may redirect
 * (RFC 8252, 7.3 and 8.3). */
gboolean
sol_oidc_is_redirect (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (parsed), "http") &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1")) &&
         g_uri_get_port (parsed) > 0 && g_uri_get_userinfo (parsed) == NULL &&
         *g_uri_get_path (parsed) == '/' && g_uri_get_query (parsed) == NULL &&
         g_uri_get_fragment (parsed) == NULL;
}

static gboolean
is_challenge (const char *text)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  size_t size;

  return sodium_base642bin (hash, sizeof hash, text, strlen (text), NULL, &size, NULL, VARIANT) ==
             0 &&
         size == sizeof hash;
}

/* %FALSE, and the request is answered, when one of them is not right. */
gboolean
sol_oidc_check_start (SolRequest *request, const char *challenge, const char *redirect_uri)
{
  if (!is_challenge (challenge))
    sol_request_answer_problem (request, 422, "challenge",
                                "A challenge is SHA-256 in Base64 (RFC 7636, S256)");
  else if (!sol_oidc_is_redirect (redirect_uri))
    sol_request_answer_problem (request, 422, "redirect_uri",
                                "The browser is sent back to http://127.0.0.1:PORT/… or "
                                "http://[::1]:PORT/… alone");
  else
    return TRUE;
  return FALSE;
}

/* (transfer full): S256 of RFC 7636 */
char *
sol_oidc_make_challenge (const char *verifier)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  gsize room = sodium_base64_encoded_len (sizeof hash, VARIANT);
  char *text = g_malloc (room);

  crypto_hash_sha256 (hash, (const guint8 *) verifier, strlen (verifier));
  return sodium_bin2base64 (text, room, hash, sizeof hash, VARIANT);
}
