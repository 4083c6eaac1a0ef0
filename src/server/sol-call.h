/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-accounts.h"
#include "server/sol-http.h"

G_BEGIN_DECLS

/**
 * SolCall:
 * @session: (nullable): who asks; %NULL on a route that is for all
 * @members: (nullable): of the body, all texts
 *
 * What was found out of a request before its handler is called.
 */
typedef struct
{
  SolSession *session;
  GHashTable *members;
} SolCall;

SolCall *sol_call_of (SolRequest *request);

G_END_DECLS
