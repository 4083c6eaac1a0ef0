/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_PUSH (sol_push_get_type ())
G_DECLARE_FINAL_TYPE (SolPush, sol_push, SOL, PUSH, GObject)

SolPush *sol_push_new (SolAccountStore *store, SolClient *client);
void sol_push_run_async (SolPush *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean sol_push_run_finish (SolPush *self, GAsyncResult *result, guint *n_sent, GError **error);

G_END_DECLS
