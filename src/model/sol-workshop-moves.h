/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-operation.h"

G_BEGIN_DECLS

#define SOL_WORKSHOP_ASK_IN "ask_in"
#define SOL_WORKSHOP_LET_IN "let_in"
#define SOL_WORKSHOP_SEND_AWAY "send_away"
#define SOL_WORKSHOP_CLOSE "close"
#define SOL_WORKSHOP_REOPEN "reopen"

extern const SolOperation sol_workshop_operations[];

gboolean sol_workshop_seat (SolRecord *workshop,
                            const char *organisation,
                            const char *name,
                            const char *role,
                            const char *moment,
                            GError **error);

G_END_DECLS
