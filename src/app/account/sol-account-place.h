/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"
#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACCOUNT_PLACE (sol_account_place_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountPlace, sol_account_place, SOL, ACCOUNT_PLACE, AdwBin)

void
sol_account_place_set_session (SolAccountPlace *self, SolSession *session, SolActingFor *acting);

void sol_account_place_show (SolAccountPlace *self, const char *page);
void sol_account_place_come_in (SolAccountPlace *self);
void sol_account_place_await (SolAccountPlace *self, const char *organisation);
void sol_account_place_choose (SolAccountPlace *self, const char *organisation);
void sol_account_place_say (SolAccountPlace *self, const char *text);
void sol_account_place_leave (SolAccountPlace *self);

const char *sol_account_place_get_subject (SolAccountPlace *self);
const char *sol_account_place_get_title (SolAccountPlace *self);
SolSession *sol_account_place_get_session (SolAccountPlace *self);
SolAccountSession *sol_account_place_get_account (SolAccountPlace *self);
SolMembership *sol_account_place_get_membership (SolAccountPlace *self);
GCancellable *sol_account_place_get_cancellable (SolAccountPlace *self);

void sol_account_place_keep (SolAccountPlace *self, const char *address, const char *password);
const char *sol_account_place_get_address (SolAccountPlace *self);
const char *sol_account_place_get_password (SolAccountPlace *self);

G_END_DECLS
