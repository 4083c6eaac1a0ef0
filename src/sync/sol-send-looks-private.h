/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-store.h"
#include "sync/sol-account-sync-private.h"

G_BEGIN_DECLS

void sol_send_looks_async (SolStore *store,
                           SolClient *client,
                           SolAccountSync *account,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_send_looks_finish (GAsyncResult *result, GError **error);

G_END_DECLS
