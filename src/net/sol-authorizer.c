/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-authorizer.h"

#include <string.h>

G_DEFINE_INTERFACE (SolAuthorizer, sol_authorizer, G_TYPE_OBJECT)

static void
sol_authorizer_default_init (SolAuthorizerInterface *iface)
{
}

/**
 * sol_authorizer_dup_token:
 *
 * Returns: (transfer full) (nullable): free with sol_authorizer_free_secret()
 */
char *
sol_authorizer_dup_token (SolAuthorizer *self)
{
  return SOL_AUTHORIZER_GET_IFACE (self)->dup_token (self);
}

/**
 * sol_authorizer_renew_async:
 * @refused: (nullable): the token that the server did not take; when another one is there
 *   meanwhile, nothing is asked of the server
 */
void
sol_authorizer_renew_async (SolAuthorizer *self,
                            const char *refused,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SOL_AUTHORIZER_GET_IFACE (self)->renew_async (self, refused, cancellable, callback, user_data);
}

/**
 * sol_authorizer_renew_finish:
 *
 * Returns: %FALSE with a #SolNetError, %SOL_NET_ERROR_SIGNED_OUT when there is nobody to sign in
 *   again but the user, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_authorizer_renew_finish (SolAuthorizer *self, GAsyncResult *result, GError **error)
{
  return SOL_AUTHORIZER_GET_IFACE (self)->renew_finish (self, result, error);
}

/**
 * sol_authorizer_free_secret:
 * @secret: (nullable) (transfer full): a token or a password
 *
 * Leaves nothing of it in memory.
 */
void
sol_authorizer_free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
