/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

void sol_send_files_async (SolAccountStore *store,
                           SolClient *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_send_files_finish (GAsyncResult *result, guint *n_sent, GError **error);

G_END_DECLS
