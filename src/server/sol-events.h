/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-accounts.h"
#include "server/sol-http.h"
#include "server/sol-server.h"

G_BEGIN_DECLS

/**
 * SolEventsVerdict:
 * @SOL_EVENTS_FULL: there are as many readers as there may be
 * @SOL_EVENTS_ACCOUNT: the account has as many as it may
 * @SOL_EVENTS_ADDRESS: so have those of an address who are not signed in
 *
 * What becomes of one who asks to be told.
 */
typedef enum
{
  SOL_EVENTS_TAKEN,
  SOL_EVENTS_FULL,
  SOL_EVENTS_ACCOUNT,
  SOL_EVENTS_ADDRESS,
} SolEventsVerdict;

SolEvents *sol_events_new (SolStorage *storage);
void sol_events_free (SolEvents *self);
void sol_events_set_max (SolEvents *self, guint n_streams);
void sol_events_make_round (SolEvents *self);
guint sol_events_get_n_streams (SolEvents *self);
SolEventsVerdict
sol_events_take (SolEvents *self, SolRequest *request, const char *access, const char *account);

G_END_DECLS
