/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_public_link_find_async (SolStore *store,
                                 const char *supplier,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *sol_public_link_find_finish (SolStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
