/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

void sol_claim_codes_see_to (SolServer *server);
char *sol_claim_codes_hash (const char *claim, const char *typed);

G_END_DECLS
