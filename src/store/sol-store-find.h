/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_store_find_async (SolStore *self,
                           const char *type,
                           const char *field,
                           const char *text,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
GPtrArray *sol_store_find_finish (SolStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
