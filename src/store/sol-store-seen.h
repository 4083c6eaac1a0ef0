/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_store_note_seen_async (SolStore *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sol_store_note_seen_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_list_seen_async (SolStore *self,
                                guint n,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *sol_store_list_seen_finish (SolStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
