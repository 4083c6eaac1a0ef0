/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

/**
 * SolBackupCounts:
 * @n_acts: acts that were written, or taken over
 * @n_drafts: drafts likewise
 * @n_known: that were there already, and stay as they are
 */
typedef struct
{
  guint n_acts;
  guint n_drafts;
  guint n_known;
} SolBackupCounts;

void sol_account_store_back_up_async (SolAccountStore *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sol_account_store_back_up_finish (SolAccountStore *self,
                                           GAsyncResult *result,
                                           SolBackupCounts *counts,
                                           GError **error);

void sol_account_store_restore_async (SolAccountStore *self,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sol_account_store_restore_finish (SolAccountStore *self,
                                           GAsyncResult *result,
                                           SolBackupCounts *counts,
                                           GError **error);

G_END_DECLS
