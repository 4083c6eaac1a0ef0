/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-answer.h"
#include "model/sol-mutation.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

void sol_account_store_take_batch_async (SolAccountStore *self,
                                         guint max,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SolMutationBatch *
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
void sol_account_store_tell_anew_async (SolAccountStore *self,
                                        const char *id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_store_tell_anew_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_park_async (SolAccountStore *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
sol_account_store_park_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
