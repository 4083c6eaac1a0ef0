/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_store_snapshot_begin_async (SolStore *self,
                                     const char *hash,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
goffset sol_store_snapshot_begin_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_snapshot_apply_async (SolStore *self,
                                     GPtrArray *changes,
                                     goffset offset,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sol_store_snapshot_apply_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_snapshot_end_async (SolStore *self,
                                   const char *cursor,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sol_store_snapshot_end_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_snapshot_get_hash_async (SolStore *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
char *sol_store_snapshot_get_hash_finish (SolStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
