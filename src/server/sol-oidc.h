/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-identities.h"

G_BEGIN_DECLS

#define SOL_OIDC_SECONDS (10 * 60) /* from where a sign-in begins to its end */

/**
 * SolOidc:
 *
 * The OpenID provider at which people may sign in:
 * https://openid.net/specs/openid-connect-core-1_0.html data/oidc.md tells the way and its reasons.
 * Blocks on the network; any thread.
 */
typedef struct _SolOidc SolOidc;

#define SOL_OIDC_ERROR (sol_oidc_error_quark ())

/**
 * SolOidcError:
 * @SOL_OIDC_ERROR_AWAY: the provider does not answer, or not as one
 * @SOL_OIDC_ERROR_REFUSED: it does not know the code, or what it answers is not for this sign-in
 * @SOL_OIDC_ERROR_UNVERIFIED: it does not know whether the mail address is his
 */
typedef enum
{
  SOL_OIDC_ERROR_AWAY,
  SOL_OIDC_ERROR_REFUSED,
  SOL_OIDC_ERROR_UNVERIFIED,
} SolOidcError;

GQuark sol_oidc_error_quark (void);

/**
 * SolOidcReturn:
 * @code: what the browser brought from the provider
 * @issuer: (nullable): who says to have sent it (RFC 9207)
 * @state: the sign-in's own
 * @verifier: of the client that began
 */
typedef struct
{
  const char *code;
  const char *issuer;
  const char *state;
  const char *verifier;
  const char *redirect_uri;
} SolOidcReturn;

SolOidc *sol_oidc_new (const char *issuer,
                       const char *client_id,
                       const char *secret,
                       const char *name,
                       const char *ca_file,
                       GError **error);
void sol_oidc_free (SolOidc *self);
const char *sol_oidc_get_name (SolOidc *self);
char *sol_oidc_make_address (SolOidc *self,
                             const char *state,
                             const char *challenge,
                             const char *redirect_uri,
                             GError **error);
SolIdentity *sol_oidc_identify (SolOidc *self, const SolOidcReturn *returned, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolOidc, sol_oidc_free)

G_END_DECLS
