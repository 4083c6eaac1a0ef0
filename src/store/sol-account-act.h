/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation.h"
#include "store/sol-account-store.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

/**
 * SolActFlags:
 * @SOL_ACT_PLAIN: it leaves with the next exchange
 * @SOL_ACT_FROM_DRAFT: it says all that his draft of the record says: that one goes in the same
 *   transaction
 * @SOL_ACT_HELD: it stays, and those after it, until sol_account_store_let_go(): it can be
 * discarded as if it had never been. It leaves too when this process ends before
 */
typedef enum
{
  SOL_ACT_PLAIN = 0,
  SOL_ACT_FROM_DRAFT = 1 << 0,
  SOL_ACT_HELD = 1 << 1,
} SolActFlags;

void sol_account_store_act_async (SolAccountStore *self,
                                  const SolMutation *mutation,
                                  const char *organisation,
                                  SolActFlags flags,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *sol_account_store_act_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_get_record_async (SolAccountStore *self,
                                         const char *type,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SolShownRecord *
sol_account_store_get_record_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
