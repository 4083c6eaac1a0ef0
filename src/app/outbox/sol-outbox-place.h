/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"
#include "app/sol-session.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

#define SOL_TYPE_OUTBOX_PLACE (sol_outbox_place_get_type ())
G_DECLARE_FINAL_TYPE (SolOutboxPlace, sol_outbox_place, SOL, OUTBOX_PLACE, AdwBin)

void sol_outbox_place_set_session (SolOutboxPlace *self, SolSession *session, SolActingFor *acting);
void sol_outbox_place_show (SolOutboxPlace *self);
void sol_outbox_place_leave (SolOutboxPlace *self);

SolAccountStore *sol_outbox_place_get_store (SolOutboxPlace *self);
void sol_outbox_place_set_busy (SolOutboxPlace *self, gboolean busy);
void sol_outbox_place_say (SolOutboxPlace *self, const char *text);
void sol_outbox_place_refuse (SolOutboxPlace *self, const GError *error);
void sol_outbox_place_tell_discarded (SolOutboxPlace *self, const char *what, const char *id);
void sol_outbox_place_send_now (SolOutboxPlace *self);
SolOutboxEntry *sol_outbox_place_find (SolOutboxPlace *self, const char *id);
void sol_outbox_place_act_for (SolOutboxPlace *self, const char *organisation);

G_END_DECLS
