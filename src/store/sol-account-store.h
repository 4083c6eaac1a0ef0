/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACCOUNT_STORE (sol_account_store_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountStore, sol_account_store, SOL, ACCOUNT_STORE, GObject)

/**
 * SolActing:
 * @organisation: (nullable): %NULL for the account itself
 * @roles: what he is there
 *
 * For whom an account may act.
 */
typedef struct
{
  const char *organisation;
  SolRoles roles;
} SolActing;

void sol_account_store_open_async (const char *server_folder,
                                   const char *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SolAccountStore *sol_account_store_open_finish (GAsyncResult *result, GError **error);
void sol_account_store_close (SolAccountStore *self);

const char *sol_account_store_get_account (SolAccountStore *self);
const char *sol_account_store_get_folder (SolAccountStore *self);
const char *sol_account_store_get_notice (SolAccountStore *self);
gboolean sol_account_store_may_sync (SolAccountStore *self);

void sol_account_store_set_acting_async (SolAccountStore *self,
                                         const SolActing *acting,
                                         guint n_acting,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sol_account_store_set_acting_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

void sol_account_store_set_label_async (SolAccountStore *self,
                                        const char *label,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
sol_account_store_set_label_finish (SolAccountStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
