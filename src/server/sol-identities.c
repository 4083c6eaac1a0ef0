/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-identities.h"

G_DEFINE_INTERFACE (SolIdentities, sol_identities, G_TYPE_OBJECT)

static void
sol_identities_default_init (SolIdentitiesInterface *iface)
{
}

void
sol_identity_free (SolIdentity *self)
{
  g_free (self->issuer);
  g_free (self->subject);
  g_free (self->address);
  g_free (self->name);
  g_free (self);
}

/* Keeps what was begun for %SOL_OIDC_SECONDS from @now on. */
gboolean
sol_identities_begin (SolIdentities *self, const SolOidcStart *start, gint64 now, GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->begin (self, start, now, error);
}

/**
 * sol_identities_take:
 * @taken: (out): %FALSE without an error when nothing was begun with just these three, or too long
 * ago, or when it was taken before
 */
gboolean
sol_identities_take (SolIdentities *self,
                     const SolOidcStart *start,
                     gint64 now,
                     gboolean *taken,
                     GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->take (self, start, now, taken, error);
}

/* Keeps who it is beside what was taken, until his account is made or linked. */
gboolean
sol_identities_prove (SolIdentities *self,
                      const SolOidcStart *start,
                      const SolIdentity *identity,
                      GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->prove (self, start, identity, error);
}

/**
 * sol_identities_get_proved:
 * @start: its redirect_uri is not asked for
 *
 * Returns: (transfer full) (nullable): %NULL without an error when nobody is proved by it
 */
SolIdentity *
sol_identities_get_proved (SolIdentities *self,
                           const SolOidcStart *start,
                           gint64 now,
                           GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->get_proved (self, start, now, error);
}

/**
 * sol_identities_find_account:
 *
 * Returns: (transfer full) (nullable): %NULL without an error when he has none
 */
SolAccount *
sol_identities_find_account (SolIdentities *self, const SolIdentity *identity, GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->find_account (self, identity, error);
}

/**
 * sol_identities_link:
 * @start: by which @identity is proved, which ends with this
 * @account: whose it will be
 * @adds: the account is new; one of its address that nobody confirmed is replaced by it
 *
 * Returns: %FALSE with %SOL_STORAGE_ERROR_CHANGED when the account, the identity or @start is no
 *   longer free for it
 */
gboolean
sol_identities_link (SolIdentities *self,
                     const SolOidcStart *start,
                     const SolIdentity *identity,
                     const SolAccount *account,
                     gboolean adds,
                     const SolAudit *audit,
                     GError **error)
{
  return SOL_IDENTITIES_GET_IFACE (self)->link (self, start, identity, account, adds, audit, error);
}
