/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-answer.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolOutboxBatch:
 * @client: UUID of this installation for this account
 * @organisation: (nullable): for which he acts in all of them; %NULL for himself
 * @mutations: (element-type SolMutation): in the order of their n, at most
 *   %SOL_MUTATION_MAX_BATCH and %SOL_MUTATION_MAX_SIZE bytes
 *
 * What is to be sent next.
 */
typedef struct
{
  char *client;
  char *organisation;
  GPtrArray *mutations;
} SolOutboxBatch;

void sol_outbox_batch_free (SolOutboxBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolOutboxBatch, sol_outbox_batch_free)

void sol_account_store_take_batch_async (SolAccountStore *self,
                                         guint max,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SolOutboxBatch *
sol_account_store_take_batch_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_release_async (SolAccountStore *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
sol_account_store_release_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_count_from_async (SolAccountStore *self,
                                         gint64 last_n,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_account_store_count_from_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_become_client_async (SolAccountStore *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean sol_account_store_become_client_finish (SolAccountStore *self,
                                                 GAsyncResult *result,
                                                 GError **error);

void sol_account_store_park_async (SolAccountStore *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
sol_account_store_park_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
