/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

void sol_account_store_get_cursor_async (SolAccountStore *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
char *
sol_account_store_get_cursor_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_reset_async (SolAccountStore *self,
                                    gboolean feed_changed,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
sol_account_store_reset_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_follow_feed_async (SolAccountStore *self,
                                          const char *feed,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
sol_account_store_follow_feed_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
