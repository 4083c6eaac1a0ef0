/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACCOUNT_STORE (sol_account_store_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountStore, sol_account_store, SOL, ACCOUNT_STORE, GObject)

void sol_account_store_open_async (const char *server_folder,
                                   const char *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SolAccountStore *sol_account_store_open_finish (GAsyncResult *result, GError **error);
void sol_account_store_close (SolAccountStore *self);

const char *sol_account_store_get_account (SolAccountStore *self);
const char *sol_account_store_get_folder (SolAccountStore *self);
const char *sol_account_store_get_notice (SolAccountStore *self);
gboolean sol_account_store_may_sync (SolAccountStore *self);

G_END_DECLS
