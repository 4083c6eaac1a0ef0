/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"
#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_OUTBOX_PLACE (sol_outbox_place_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxPlace, sol_outbox_place, SOL, OUTBOX_PLACE, AdwBin)

void sol_outbox_place_set_session (SolOutboxPlace *self, SolSession *session, SolActingFor *acting);
void sol_outbox_place_show (SolOutboxPlace *self);
void sol_outbox_place_leave (SolOutboxPlace *self);

SolAccountStore *sol_outbox_place_get_store (SolOutboxPlace *self);
SolSession *sol_outbox_place_get_session (SolOutboxPlace *self);
void sol_outbox_place_set_busy (SolOutboxPlace *self, gboolean busy);
void sol_outbox_place_say (SolOutboxPlace *self, const char *text);

G_END_DECLS
