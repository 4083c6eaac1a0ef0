/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-field.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_ATTACHMENT_MAX (50 * 1024 * 1024) /* bytes */

/**
 * SolAttachment:
 * @organisation: (nullable): for which it is sent; %NULL for himself
 *
 * A file that the server does not have yet, and that waits for it with a mutation.
 */
typedef struct
{
  SolBlob *blob;
  char *organisation;
} SolAttachment;

void sol_attachment_free (SolAttachment *self);

void sol_account_store_attach_async (SolAccountStore *self,
                                     GFile *file,
                                     const char *organisation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void sol_account_store_attach_bytes_async (SolAccountStore *self,
                                           GBytes *content,
                                           const char *name,
                                           const char *organisation,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
SolBlob *
sol_account_store_attach_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_load_blob_async (SolAccountStore *self,
                                        const char *hash,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GBytes *
sol_account_store_load_blob_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_list_unsent_async (SolAccountStore *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
sol_account_store_list_unsent_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_hold_files_async (SolAccountStore *self,
                                         gboolean held,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_account_store_hold_files_finish (SolAccountStore *self, GAsyncResult *result, GError **error);
void sol_account_store_set_sent_async (SolAccountStore *self,
                                       const SolAttachment *attachment,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
sol_account_store_set_sent_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
