/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_JOIN_REQUEST (sol_join_request_get_type ())
G_DECLARE_FINAL_TYPE (SolJoinRequest, sol_join_request, SOL, JOIN_REQUEST, SolRecord)

#define SOL_TYPE_JOIN_CALL (sol_join_call_get_type ())
G_DECLARE_FINAL_TYPE (SolJoinCall, sol_join_call, SOL, JOIN_CALL, SolRecord)

/* Operations that the server alone runs. */
#define SOL_JOIN_REQUEST_REMIND "remind"

gboolean sol_join_request_is_asked (SolRecord *request);
void sol_join_request_answer (SolRecord *request, const char *state, const char *moment);

G_END_DECLS
