/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-accounts.h"

G_BEGIN_DECLS

/**
 * SolIdentity:
 * @issuer: the OpenID provider
 * @subject: what it calls him, for ever
 * @address: of mail, as sol_mail_address_normalise() gives it; the provider says that it is his
 * @name: what others read, may be empty
 *
 * Somebody who signed in elsewhere.
 */
typedef struct
{
  char *issuer;
  char *subject;
  char *address;
  char *name;
} SolIdentity;

/**
 * SolOidcStart:
 * @state_hash: of what the browser brings back
 * @challenge: of what only the client that began can tell
 * @redirect_uri: where the browser is sent to
 *
 * A sign-in at the provider that was begun. The strings stay the caller's.
 */
typedef struct
{
  const char *state_hash;
  const char *challenge;
  const char *redirect_uri;
} SolOidcStart;

void sol_identity_free (SolIdentity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolIdentity, sol_identity_free)

#define SOL_TYPE_IDENTITIES (sol_identities_get_type ())
G_DECLARE_INTERFACE (SolIdentities, sol_identities, SOL, IDENTITIES, GObject)

/**
 * SolIdentitiesInterface:
 *
 * What the server asks of a database about those who sign in elsewhere. Errors are
 * #SolStorageError. All calls may wait for the disk, may come from any thread, and are done whole
 * or not at all.
 */
struct _SolIdentitiesInterface
{
  GTypeInterface parent_interface;

  gboolean (*begin) (SolIdentities *self, const SolOidcStart *start, gint64 now, GError **error);
  gboolean (*take) (SolIdentities *self,
                    const SolOidcStart *start,
                    gint64 now,
                    gboolean *taken,
                    GError **error);
  gboolean (*prove) (SolIdentities *self,
                     const SolOidcStart *start,
                     const SolIdentity *identity,
                     GError **error);
  SolIdentity *(*get_proved) (SolIdentities *self,
                              const SolOidcStart *start,
                              gint64 now,
                              GError **error);
  SolAccount *(*find_account) (SolIdentities *self, const SolIdentity *identity, GError **error);
  gboolean (*link) (SolIdentities *self,
                    const SolOidcStart *start,
                    const SolIdentity *identity,
                    const SolAccount *account,
                    gboolean adds,
                    const SolAudit *audit,
                    GError **error);
};

gboolean
sol_identities_begin (SolIdentities *self, const SolOidcStart *start, gint64 now, GError **error);
gboolean sol_identities_take (SolIdentities *self,
                              const SolOidcStart *start,
                              gint64 now,
                              gboolean *taken,
                              GError **error);
gboolean sol_identities_prove (SolIdentities *self,
                               const SolOidcStart *start,
                               const SolIdentity *identity,
                               GError **error);
SolIdentity *sol_identities_get_proved (SolIdentities *self,
                                        const SolOidcStart *start,
                                        gint64 now,
                                        GError **error);
SolAccount *
sol_identities_find_account (SolIdentities *self, const SolIdentity *identity, GError **error);
gboolean sol_identities_link (SolIdentities *self,
                              const SolOidcStart *start,
                              const SolIdentity *identity,
                              const SolAccount *account,
                              gboolean adds,
                              const SolAudit *audit,
                              GError **error);

G_END_DECLS
