/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACCOUNT_SYNC (sol_account_sync_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountSync, sol_account_sync, SOL, ACCOUNT_SYNC, GObject)

SolAccountSync *sol_account_sync_new (SolAccountSession *session, SolAccountStore *store);
void sol_account_sync_leave (SolAccountSync *self);
SolAccountSession *sol_account_sync_get_session (SolAccountSync *self);
SolAccountStore *sol_account_sync_get_store (SolAccountSync *self);
void sol_account_sync_set_files_held (SolAccountSync *self, gboolean held);
gboolean sol_account_sync_has_ended (SolAccountSync *self);

void sol_account_sync_run_async (SolAccountSync *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sol_account_sync_run_finish (SolAccountSync *self,
                                      GAsyncResult *result,
                                      guint *n_records,
                                      GError **error);

G_END_DECLS
