/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-claims.h"

G_DEFINE_INTERFACE (SolClaims, sol_claims, G_TYPE_OBJECT)

static void
sol_claims_default_init (SolClaimsInterface *iface)
{
}

void
sol_claim_waiting_free (SolClaimWaiting *self)
{
  g_free (self->id);
  g_free (self->address);
  g_free (self);
}

/**
 * sol_claims_list_waiting:
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (element-type SolClaimWaiting) (nullable): those whose code is to leave,
 *   and those whose code is no longer good; %NULL on an error
 */
GPtrArray *
sol_claims_list_waiting (SolClaims *self, gint64 now, GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->list_waiting (self, now, error);
}

/**
 * sol_claims_keep_code:
 * @hash: of the code that is about to leave, in place of an earlier one
 * @done: (out): %FALSE: nothing is to be mailed, the claim is no longer as it was
 *
 * The code is good from then on. The claim says nothing of it until it left.
 */
gboolean
sol_claims_keep_code (SolClaims *self,
                      const SolClaimWaiting *claim,
                      const char *hash,
                      gint64 now,
                      gboolean *done,
                      GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->keep_code (self, claim, hash, now, done, error);
}

/* The code left: nothing is done when it is no longer the one, or the claim is not as it was. */
gboolean
sol_claims_note_sent (SolClaims *self,
                      const SolClaimWaiting *claim,
                      const char *hash,
                      gint64 now,
                      GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->note_sent (self, claim, hash, now, error);
}

/**
 * sol_claims_turn:
 * @reason: why no code leaves
 *
 * Has a moderator answer.
 */
gboolean
sol_claims_turn (SolClaims *self,
                 const SolClaimWaiting *claim,
                 const char *reason,
                 gint64 now,
                 GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->turn (self, claim, reason, now, error);
}

/* Ends one whose code never came back. */
gboolean
sol_claims_expire (SolClaims *self, const SolClaimWaiting *claim, gint64 now, GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->expire (self, claim, now, error);
}

/**
 * sol_claims_prove:
 * @sender: who brings the code, with what the server may do
 * @state: (out) (nullable): of the claim from then on; %NULL: that is not its code, or no longer
 *
 * The code is good once; who brings it again, since the answer was lost, is answered the same.
 */
gboolean
sol_claims_prove (SolClaims *self,
                  const SolStorageSender *sender,
                  const SolClaimTry *tried,
                  char **state,
                  GError **error)
{
  return SOL_CLAIMS_GET_IFACE (self)->prove (self, sender, tried, state, error);
}
