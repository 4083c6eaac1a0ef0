/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

/* How far an offer came. */
#define SOL_HANDOVER_OFFERED "offered"
#define SOL_HANDOVER_ACCEPTED "accepted"
#define SOL_HANDOVER_DECLINED "declined"
#define SOL_HANDOVER_WITHDRAWN "withdrawn"

/* Operations: of the offer, and of what the other organisation sees of it. */
#define SOL_HANDOVER_WITHDRAW "withdraw"
#define SOL_HANDOVER_REMIND "remind"
#define SOL_HANDOVER_ACCEPT "accept"
#define SOL_HANDOVER_DECLINE "decline"

#define SOL_HANDOVER_MESSAGE 1000 /* characters */

#define SOL_TYPE_HANDOVER (sol_handover_get_type ())
G_DECLARE_FINAL_TYPE (SolHandover, sol_handover, SOL, HANDOVER, SolRecord)

#define SOL_TYPE_HANDOVER_CALL (sol_handover_call_get_type ())
G_DECLARE_FINAL_TYPE (SolHandoverCall, sol_handover_call, SOL, HANDOVER_CALL, SolRecord)

gboolean sol_handover_is_open (SolRecord *handover);

G_END_DECLS
