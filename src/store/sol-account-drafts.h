/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "store/sol-draft.h"

G_BEGIN_DECLS

void sol_account_store_save_draft_async (SolAccountStore *self,
                                         SolDraft *draft,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_account_store_save_draft_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_get_draft_async (SolAccountStore *self,
                                        const char *type,
                                        const char *id,
                                        const char *organisation,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
SolDraft *
sol_account_store_get_draft_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_discard_draft_async (SolAccountStore *self,
                                            const char *type,
                                            const char *id,
                                            const char *organisation,
                                            gboolean discarded,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean sol_account_store_discard_draft_finish (SolAccountStore *self,
                                                 GAsyncResult *result,
                                                 GError **error);

void sol_account_store_list_drafts_async (SolAccountStore *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
sol_account_store_list_drafts_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
