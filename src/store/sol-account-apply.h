/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-answer.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

void sol_account_store_apply_answers_async (SolAccountStore *self,
                                            GPtrArray *answers,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean sol_account_store_apply_answers_finish (SolAccountStore *self,
                                                 GAsyncResult *result,
                                                 GError **error);

void sol_account_store_apply_async (SolAccountStore *self,
                                    GPtrArray *changes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
sol_account_store_apply_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
