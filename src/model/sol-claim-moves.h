/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

/* Operations of a claim that the server alone runs. */
#define SOL_CLAIM_SEND "send"     /* "sent_to": the address, as sol_claim_mask_address() shows it */
#define SOL_CLAIM_TURN "turn"     /* to a moderator; "reason" */
#define SOL_CLAIM_PROVE "prove"   /* the code came back */
#define SOL_CLAIM_EXPIRE "expire" /* it did not */
#define SOL_CLAIM_REMIND "remind"
#define SOL_CLAIM_DENY "deny"       /* who got the code says that it is nobody of theirs */
#define SOL_CLAIM_TAKE_UP "take_up" /* and takes that back */

extern const SolOperation sol_claim_operations[];

gboolean sol_claim_check_structure (SolRecord *claim, SolRecord *supplier, GError **error);
gboolean
sol_claim_note_holder (SolRecord *claim, SolRecord *supplier, const SolOperationContext *context);
void sol_claim_ask (SolRecord *claim, const SolOperationContext *context);
gboolean sol_claim_answer (SolRecord *claim,
                           gboolean whole,
                           gboolean accepts,
                           JsonObject *arguments,
                           SolOperationContext *context,
                           GError **error);

G_END_DECLS
