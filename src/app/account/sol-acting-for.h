/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACTING_FOR (sol_acting_for_get_type ())
G_DECLARE_FINAL_TYPE (SolActingFor, sol_acting_for, SOL, ACTING_FOR, GObject)

SolActingFor *sol_acting_for_new (void);

void sol_acting_for_set_account (SolActingFor *self, SolAccountSession *account);
SolAccountSession *sol_acting_for_get_account (SolActingFor *self);

void sol_acting_for_choose (SolActingFor *self, const char *organisation);
void sol_acting_for_await (SolActingFor *self, const char *organisation);
const char *sol_acting_for_get_organisation (SolActingFor *self);
SolMembership *sol_acting_for_get_membership (SolActingFor *self);

G_END_DECLS
