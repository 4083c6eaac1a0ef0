/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-storage.h"

G_BEGIN_DECLS

/**
 * SolClaimWaiting:
 * @id: of the claim
 * @address: (nullable): of mail, that the catalogue lists for the structure
 * @over: its code left so long ago that it is no longer good
 *
 * A claim that is to be proven by a code.
 */
typedef struct
{
  char *id;
  char *address;
  gboolean over;
} SolClaimWaiting;

void sol_claim_waiting_free (SolClaimWaiting *self);

/**
 * SolClaimTry:
 * @claim: its id
 * @scope: of the organisation that claims
 * @hash: of the code that was brought
 */
typedef struct
{
  const char *claim;
  const char *scope;
  const char *hash;
} SolClaimTry;

#define SOL_TYPE_CLAIMS (sol_claims_get_type ())
G_DECLARE_INTERFACE (SolClaims, sol_claims, SOL, CLAIMS, GObject)

/**
 * SolClaimsInterface:
 *
 * Codes that prove claims of structures. Errors are #SolStorageError. All calls may wait for the
 * disk and may come from any thread.
 */
struct _SolClaimsInterface
{
  GTypeInterface parent_interface;

  GPtrArray *(*list_waiting) (SolClaims *self, gint64 now, GError **error);
  gboolean (*keep_code) (SolClaims *self,
                         const SolClaimWaiting *claim,
                         const char *hash,
                         gint64 now,
                         gboolean *done,
                         GError **error);
  gboolean (*note_sent) (SolClaims *self,
                         const SolClaimWaiting *claim,
                         const char *hash,
                         gint64 now,
                         GError **error);
  gboolean (*turn) (SolClaims *self,
                    const SolClaimWaiting *claim,
                    const char *reason,
                    gint64 now,
                    GError **error);
  gboolean (*expire) (SolClaims *self, const SolClaimWaiting *claim, gint64 now, GError **error);
  gboolean (*prove) (SolClaims *self,
                     const SolStorageSender *sender,
                     const SolClaimTry *tried,
                     char **state,
                     GError **error);
};

GPtrArray *sol_claims_list_waiting (SolClaims *self, gint64 now, GError **error);
gboolean sol_claims_keep_code (SolClaims *self,
                               const SolClaimWaiting *claim,
                               const char *hash,
                               gint64 now,
                               gboolean *done,
                               GError **error);
gboolean sol_claims_note_sent (SolClaims *self,
                               const SolClaimWaiting *claim,
                               const char *hash,
                               gint64 now,
                               GError **error);
gboolean sol_claims_turn (SolClaims *self,
                          const SolClaimWaiting *claim,
                          const char *reason,
                          gint64 now,
                          GError **error);
gboolean
sol_claims_expire (SolClaims *self, const SolClaimWaiting *claim, gint64 now, GError **error);
gboolean sol_claims_prove (SolClaims *self,
                           const SolStorageSender *sender,
                           const SolClaimTry *tried,
                           char **state,
                           GError **error);

G_END_DECLS
