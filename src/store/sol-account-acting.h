/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolActing:
 * @organisation: (nullable): %NULL for the account itself
 * @roles: what he is there
 *
 * For whom an account may act.
 */
typedef struct
{
  const char *organisation;
  SolRoles roles;
} SolActing;

void sol_account_store_set_acting_async (SolAccountStore *self,
                                         const SolActing *acting,
                                         guint n_acting,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_account_store_set_acting_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
