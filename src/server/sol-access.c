/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-access.h"

G_DEFINE_INTERFACE (SolAccess, sol_access, G_TYPE_OBJECT)

static void
sol_access_default_init (SolAccessInterface *iface)
{
}

void
sol_reminder_free (SolReminder *self)
{
  g_free (self->address);
  g_free (self->locale);
  g_free (self->id);
  g_free (self);
}

void
sol_rights_free (SolRights *self)
{
  g_strfreev (self->scopes);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

void
sol_membership_free (SolMembership *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->kind);
  g_free (self);
}

/**
 * sol_access_get_rights:
 * @since: a version of them: what changed after it is told too
 *
 * Returns: (transfer full) (nullable): %NULL on an error
 */
SolRights *
sol_access_get_rights (SolAccess *self, const char *account, gint64 since, GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->get_rights (self, account, since, error);
}

/**
 * sol_access_get_roles:
 * @roles: (out): what the account may do there; %SOL_ROLE_NONE: nothing
 */
gboolean
sol_access_get_roles (SolAccess *self,
                      const char *account,
                      const char *scope,
                      SolRoles *roles,
                      GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->get_roles (self, account, scope, roles, error);
}

/**
 * sol_access_list_memberships:
 *
 * Returns: (transfer full) (element-type SolMembership) (nullable): by name; %NULL on an error
 */
GPtrArray *
sol_access_list_memberships (SolAccess *self, const char *account, GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->list_memberships (self, account, error);
}

/**
 * sol_access_set_scopes:
 * @scopes: those that no record gives, in place of all that were set before
 *
 * For whoever keeps the server: the departments that a moderator reviews.
 */
gboolean
sol_access_set_scopes (SolAccess *self,
                       const char *account,
                       const char *const *scopes,
                       GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->set_scopes (self, account, scopes, error);
}

/* The code of an invitation can be taken from now on. */
gboolean
sol_access_put_invite (SolAccess *self,
                       const SolInvite *invite,
                       const SolAudit *audit,
                       GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->put_invite (self, invite, audit, error);
}

/**
 * sol_access_invite_censused:
 * @sender: an animator of the organisation; acts as the server
 * @outcome: (out caller-allocates): whose address is the caller's
 *
 * Notes on the entry that it is invited, and makes the code good; the one before it is void. Whom
 * the animator named is written to, else whom the catalogue lists for the structure.
 */
gboolean
sol_access_invite_censused (SolAccess *self,
                            const SolStorageSender *sender,
                            const SolCensusInvite *invite,
                            SolCensusOutcome *outcome,
                            GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->invite_censused (self, sender, invite, outcome, error);
}

/**
 * sol_access_take_invite:
 * @sender: who brings the code; acts as the server
 * @organisation: (out) (transfer full) (nullable): that he belongs to now; %NULL without an error
 *   when the code is not good
 *
 * A code of the census makes the organisation of whom was censused, and begins its listing, or the
 * claim of what the catalogue has of it. Another is good while who made it manages the
 * organisation, and for one, who may bring it again when the answer was lost: that does nothing
 * more.
 */
gboolean
sol_access_take_invite (SolAccess *self,
                        const SolStorageSender *sender,
                        const char *hash,
                        char **organisation,
                        GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->take_invite (self, sender, hash, organisation, error);
}

/**
 * sol_access_put_workshop_code:
 * @sender: an animator of the organisation
 * @code: (inout): is told when it is good
 *
 * Makes the code good on the day of the workshop; the one before it is void.
 */
gboolean
sol_access_put_workshop_code (SolAccess *self,
                              const SolStorageSender *sender,
                              SolWorkshopCode *code,
                              SolWorkshopVerdict *verdict,
                              GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->put_workshop_code (self, sender, code, verdict, error);
}

/**
 * sol_access_take_workshop_code:
 * @sender: who brings the code for the organisation he acts for; acts as the server
 * @workshop: (out) (transfer full) (nullable): where it sits from now on; %NULL without an error
 *   when the code is not good, or the organisation not welcome
 *
 * Any structure may bring it, as often as it likes.
 */
gboolean
sol_access_take_workshop_code (SolAccess *self,
                               const SolStorageSender *sender,
                               const char *hash,
                               char **workshop,
                               GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->take_workshop_code (self, sender, hash, workshop, error);
}

/**
 * sol_access_remind:
 * @now: seconds since 1970
 *
 * Notes on each request to join and each claim that waits for 3 days, and for 8, that those who are
 * to answer are reminded; and on each charter that ends, that its managers are.
 *
 * Returns: (transfer full) (element-type SolReminder) (nullable): whom to tell; %NULL on an error
 */
GPtrArray *
sol_access_remind (SolAccess *self, gint64 now, GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->remind (self, now, error);
}

/* Forgets the invitations, and the codes of claims and workshops, that are no longer good. */
gboolean
sol_access_purge (SolAccess *self, gint64 now, GError **error)
{
  return SOL_ACCESS_GET_IFACE (self)->purge (self, now, error);
}
