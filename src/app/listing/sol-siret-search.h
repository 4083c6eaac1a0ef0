/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_siret_search_async (SolStore *store,
                             const char *siret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *sol_siret_search_finish (SolStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
