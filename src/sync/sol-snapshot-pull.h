/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_snapshot_pull_async (SolStore *store,
                              SolClient *client,
                              GFileProgressCallback progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sol_snapshot_pull_finish (GAsyncResult *result, guint *n_records, GError **error);

G_END_DECLS
