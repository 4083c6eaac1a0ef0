/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-mutation.h"

G_BEGIN_DECLS

void sol_push_write_async (const SolMutationBatch *batch,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
char *sol_push_write_finish (GAsyncResult *result, GError **error);

void sol_push_read_async (const SolMutationBatch *batch,
                          GBytes *text,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GPtrArray *sol_push_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
