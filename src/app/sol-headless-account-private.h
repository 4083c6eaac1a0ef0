/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-headless-private.h"
#include "store/sol-account-store.h"
#include "store/sol-outbox.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

SolAccountSession *
sol_headless_load_account (const SolOptions *options, const SolHome *home, GError **error);
SolAccountStore *
sol_headless_open_account (const SolHome *home, SolAccountSession *session, GError **error);
gboolean sol_headless_run_account (const SolOptions *options, const SolHome *home, GError **error);
gboolean sol_headless_sign_out (const SolOptions *options, const SolHome *home, GError **error);

gboolean sol_headless_edit (const SolOptions *options,
                            SolAccountSession *session,
                            SolAccountStore *store,
                            GError **error);
SolLiveList *sol_headless_load_outbox (SolAccountStore *store, GError **error);
gboolean
sol_headless_print_outbox (const SolOptions *options, SolAccountStore *store, GError **error);

gboolean
sol_headless_sync (SolStore *store, const SolOptions *options, const SolHome *home, GError **error);

G_END_DECLS
