/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_SESSION_ACCOUNT (sol_session_account_get_type ())
G_DECLARE_FINAL_TYPE (SolSessionAccount, sol_session_account, SOL, SESSION_ACCOUNT, GObject)

SolSessionAccount *sol_session_account_new (const char *folder, SolAccountSession *session);
void sol_session_account_load_async (SolSessionAccount *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void sol_session_account_load_finish (SolSessionAccount *self, GAsyncResult *result);
void sol_session_account_set_discards (SolSessionAccount *self, gboolean discards);
void sol_session_account_close (SolSessionAccount *self);

SolAccountSession *sol_session_account_get_session (SolSessionAccount *self);
SolAccountStore *sol_session_account_get_store (SolSessionAccount *self);
const GError *sol_session_account_get_error (SolSessionAccount *self);
gboolean sol_session_account_get_stays (SolSessionAccount *self);

G_END_DECLS
