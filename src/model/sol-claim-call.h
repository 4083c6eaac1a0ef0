/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLAIM_CALL (sol_claim_call_get_type ())
G_DECLARE_FINAL_TYPE (SolClaimCall, sol_claim_call, SOL, CLAIM_CALL, SolRecord)

G_END_DECLS
