/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"
#include "store/sol-store.h"
#include "sync/sol-sync-state.h"

G_BEGIN_DECLS

typedef struct _SolAccountSession SolAccountSession;

#define SOL_TYPE_SYNC (sol_sync_get_type ())
G_DECLARE_FINAL_TYPE (SolSync, sol_sync, SOL, SYNC, GObject)

SolSync *sol_sync_new (SolStore *store, const char *server);
void sol_sync_set_ca_file (SolSync *self, const char *path);
void sol_sync_set_account (SolSync *self, SolAccountSession *session, SolAccountStore *store);

void sol_sync_set_live (SolSync *self, gboolean live);
gboolean sol_sync_is_live (SolSync *self);

void sol_sync_start (SolSync *self);
void sol_sync_stop (SolSync *self);
void sol_sync_try_now (SolSync *self);
void sol_sync_hold_files (SolSync *self);
void sol_sync_set_metered_allowed (SolSync *self, gboolean allowed);

void sol_sync_run_async (SolSync *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean sol_sync_run_finish (SolSync *self, GAsyncResult *result, GError **error);

SolSyncState sol_sync_get_state (SolSync *self);
double sol_sync_get_progress (SolSync *self);
gint64 sol_sync_get_away_since (SolSync *self);
gint64 sol_sync_get_last_success (SolSync *self);
gint64 sol_sync_get_retry_at (SolSync *self);
guint sol_sync_get_retry_after (SolSync *self);
const char *sol_sync_get_detail (SolSync *self);
guint sol_sync_get_n_received (SolSync *self);
goffset sol_sync_get_download_size (SolSync *self);
guint sol_sync_get_n_waiting (SolSync *self);
guint sol_sync_get_n_conflicts (SolSync *self);
guint sol_sync_get_n_refused (SolSync *self);

G_END_DECLS
