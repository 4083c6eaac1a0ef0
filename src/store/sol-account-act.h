/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation.h"
#include "store/sol-account-store.h"
#include "store/sol-shown-record.h"

G_BEGIN_DECLS

void sol_account_store_act_async (SolAccountStore *self,
                                  const SolMutation *mutation,
                                  const char *organisation,
                                  gboolean from_draft,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *sol_account_store_act_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_get_record_async (SolAccountStore *self,
                                         const char *type,
                                         const char *id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
SolShownRecord *
sol_account_store_get_record_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
