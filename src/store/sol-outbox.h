/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "store/sol-live-list.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

#define SOL_OUTBOX_TOP 30 /* acts of a kind */

SolLiveList *sol_account_store_list_outbox (SolAccountStore *self);
SolLiveList *
sol_account_store_list_outbox_of (SolAccountStore *self, const char *type, const char *id);
SolLiveList *sol_account_store_list_outbox_top (SolAccountStore *self);
SolLiveList *sol_account_store_list_records (SolAccountStore *self, const char *type);

G_END_DECLS
