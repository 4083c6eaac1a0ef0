/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-keyring.h"

G_DEFINE_INTERFACE (SolKeyring, sol_keyring, G_TYPE_OBJECT)

static void
sol_keyring_default_init (SolKeyringInterface *iface)
{
}

/**
 * sol_keyring_find:
 *
 * Returns: (transfer full) (nullable): the account of @server that the keyring names by itself;
 *   %NULL without an error when it does not
 */
char *
sol_keyring_find (SolKeyring *self, const char *server, GError **error)
{
  SolKeyringInterface *iface = SOL_KEYRING_GET_IFACE (self);

  return iface->find != NULL ? iface->find (self, server, error) : NULL;
}

/**
 * sol_keyring_load:
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is none
 */
char *
sol_keyring_load (SolKeyring *self, const char *server, const char *account, GError **error)
{
  return SOL_KEYRING_GET_IFACE (self)->load (self, server, account, error);
}

/**
 * sol_keyring_store:
 * @secret: takes the place of the earlier one
 *
 * Returns: %FALSE when it may be lost; the earlier one is still there then
 */
gboolean
sol_keyring_store (SolKeyring *self,
                   const char *server,
                   const char *account,
                   const char *secret,
                   GError **error)
{
  return SOL_KEYRING_GET_IFACE (self)->store (self, server, account, secret, error);
}

gboolean
sol_keyring_clear (SolKeyring *self, const char *server, const char *account, GError **error)
{
  return SOL_KEYRING_GET_IFACE (self)->clear (self, server, account, error);
}

/* Whether one is still signed in after the program was left. */
gboolean
sol_keyring_is_kept (SolKeyring *self)
{
  return SOL_KEYRING_GET_IFACE (self)->is_kept (self);
}
