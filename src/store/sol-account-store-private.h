/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-change.h"
#include "store/sol-account-store.h"
#include "store/sol-draft.h"
#include "store/sol-outbox-entry.h"
#include "store/sol-store-private.h"

G_BEGIN_DECLS

/* In private.db: the snapshot that a feed from its beginning is taken for. */
#define SOL_ACCOUNT_RESET "feed"

void sol_account_store_run (SolAccountStore *self,
                            SolStoreLaneKind kind,
                            GTask *task,
                            SolStoreFunc func,
                            GDestroyNotify free_result);
void sol_account_store_run_both (SolAccountStore *self,
                                 GTask *owned_task,
                                 SolStoreLaneKind first_kind,
                                 SolStoreFunc first,
                                 SolStoreLaneKind second_kind,
                                 SolStoreFunc second_func);
char *sol_account_folder (const char *server_folder, const char *account);
gint64 sol_account_now (void);
char *sol_account_new_id (void);
gboolean
sol_account_put_draft (SolDatabase *db, SolDraft *draft, gint64 changed_at, GError **error);
GPtrArray *sol_account_load_drafts (SolDatabase *db, GError **error);
gboolean sol_account_has_drafts (SolDatabase *db, gboolean *any, GError **error);
gboolean sol_account_lead_drafts (SolDatabase *db, const SolChange *change, GError **error);
gboolean sol_account_lose (SolDatabase *db, const SolChange *lost, GError **error);
gboolean sol_account_read_client (SolDatabase *db, char **client, GError **error);

/**
 * SolAccountInput:
 * @account: (nullable): of the store
 *
 * What every job on an account is given: its own is behind it.
 */
typedef struct
{
  const char *account;
  char *type;
  char *id;
  char *organisation;
  gint64 number;
  GPtrArray *list;
  gpointer data;
  GDestroyNotify free_data;
} SolAccountInput;

SolAccountInput *sol_account_input_new (SolAccountStore *self);
void sol_account_input_free (gpointer self);
GTask *sol_account_store_make_task (SolAccountStore *self,
                                    gpointer tag,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data,
                                    SolAccountInput **input);

G_END_DECLS
