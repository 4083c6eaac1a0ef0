/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolSendFilesStep:
 * @done: bytes that the server has
 * @size: bytes of all the files
 *
 * Returns: whether to go on
 */
typedef gboolean (*SolSendFilesStep) (gint64 done, gint64 size, gpointer user_data);

void sol_send_files_async (SolAccountStore *store,
                           SolClient *client,
                           SolSendFilesStep step,
                           gpointer step_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_send_files_finish (GAsyncResult *result, guint *n_sent, GError **error);

G_END_DECLS
