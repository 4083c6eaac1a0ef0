/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolAccountFiles:
 * @account: (nullable): its UUID; %NULL for what was done before any sign-in
 * @signed_out: its cache is not there
 * @n_waiting: acts that were not taken up
 * @n_drafts: drafts
 *
 * One account that has files at a server's folder.
 */
typedef struct
{
  char *account;
  gboolean signed_out;
  guint n_waiting;
  guint n_drafts;
} SolAccountFiles;

void sol_account_files_free (SolAccountFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolAccountFiles, sol_account_files_free)

void sol_account_files_list_async (const char *server_folder,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *sol_account_files_list_finish (GAsyncResult *result, GError **error);

void sol_account_files_adopt_async (const char *server_folder,
                                    const char *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sol_account_files_adopt_finish (GAsyncResult *result, gboolean *adopted, GError **error);

void sol_account_files_sign_out_async (const char *server_folder,
                                       const char *account,
                                       gboolean discard_work,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
sol_account_files_sign_out_finish (GAsyncResult *result, gboolean *work_kept, GError **error);

G_END_DECLS
