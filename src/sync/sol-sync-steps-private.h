/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "store/sol-store.h"
#include "sync/sol-account-sync-private.h"

G_BEGIN_DECLS

/* Keys of the store's meta: Unix seconds of the last whole sync, and the address it was with. */
#define SOL_SYNC_META_SYNCED_AT "synced-at"
#define SOL_SYNC_META_SERVER "server"

/* Of one whole sync. */
typedef enum
{
  SOL_SYNC_STEPS_NONE = 0,
  SOL_SYNC_STEPS_ABOUT = 1 << 0,       /* ask first whether both speak the same protocol */
  SOL_SYNC_STEPS_NO_SNAPSHOT = 1 << 1, /* fail with SOL_SYNC_ERROR METERED where one is needed */
} SolSyncSteps;

void sol_sync_steps_async (SolStore *store,
                           SolClient *client,
                           SolAccountSync *account,
                           SolSyncSteps steps,
                           GFileProgressCallback progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_sync_steps_finish (GAsyncResult *result,
                                guint *n_records,
                                goffset *download_size,
                                GError **error);

SolSyncSteps sol_sync_choose_steps (gboolean about_checked, gboolean metered_allowed);
guint sol_sync_choose_backoff (guint n_failures, guint asked);
GError *sol_sync_error_from (GError *cause);

G_END_DECLS
