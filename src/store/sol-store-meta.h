/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_store_get_meta_async (SolStore *self,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *sol_store_get_meta_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_set_meta_async (SolStore *self,
                               const char *name,
                               const char *value,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sol_store_set_meta_finish (SolStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
