/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_SEEN_LIST (sol_seen_list_get_type ())
G_DECLARE_FINAL_TYPE (SolSeenList, sol_seen_list, SOL, SEEN_LIST, AdwBin)

void sol_seen_list_attach (SolSeenList *self, SolStore *store);
void sol_seen_list_set_account (SolSeenList *self, SolAccountSession *account);
void sol_seen_list_update (SolSeenList *self);
void sol_seen_list_note (SolSeenList *self, const char *id);

G_END_DECLS
