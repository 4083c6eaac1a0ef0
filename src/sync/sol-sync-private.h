/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "sync/sol-account-sync-private.h"
#include "sync/sol-live-private.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

struct _SolSync
{
  GObject parent_instance;

  SolStore *store;
  SolClient *client;
  SolAccountSync *account;   /* (nullable) */
  SolLive *live;             /* (nullable): nobody wants hints */
  char *ca_file;             /* (nullable) */
  GCancellable *cancellable; /* of the run that the timer or the user started */
  GSource *timer;            /* (nullable) */
  gboolean started;
  guint n_failures; /* one after another */
  gboolean running;
  gboolean has_network; /* as the system said last */
  gboolean cut;         /* the run ends because that went */
  gboolean about_checked;
  gboolean metered_allowed;

  SolSyncState state;
  double progress;      /* 0 to 1; -1: not known */
  gint64 last_success;  /* Unix seconds; 0: never */
  gint64 retry_at;      /* Unix seconds; 0: none is planned */
  char *detail;         /* (nullable) */
  gint64 n_received;    /* records, of the present or last run */
  gint64 download_size; /* bytes that wait for the user's word; 0: none */
  gint64 away_since;    /* unix seconds; 0 while the platform answers */
  gint64 upload_done;   /* bytes of the files that are being sent */
  gint64 upload_size;   /* bytes of these; 0: none is */
  gint64 n_waiting;     /* acts that are still to be sent */
  gint64 n_free;        /* of those, what is not held */
  gint64 n_conflicts;   /* acts about which the user has to choose */
  gint64 n_refused;     /* acts that were not taken up */
  gboolean counting;    /* these are being counted */
  gboolean recount;     /* and are not the present ones any more */
  gboolean act_waits;   /* one more run, once the present one ends */
};

enum
{
  SOL_SYNC_PROP_0,
  SOL_SYNC_PROP_STATE,
  SOL_SYNC_PROP_PROGRESS,
  SOL_SYNC_PROP_LAST_SUCCESS,
  SOL_SYNC_PROP_RETRY_AT,
  SOL_SYNC_PROP_DETAIL,
  SOL_SYNC_PROP_N_RECEIVED,
  SOL_SYNC_PROP_DOWNLOAD_SIZE,
  SOL_SYNC_PROP_UPLOAD_DONE,
  SOL_SYNC_PROP_UPLOAD_SIZE,
  SOL_SYNC_PROP_N_WAITING,
  SOL_SYNC_PROP_N_CONFLICTS,
  SOL_SYNC_PROP_N_REFUSED,
  SOL_SYNC_N_PROPS
};

void sol_sync_notify (SolSync *self, guint property);
void sol_sync_set_progress (SolSync *self, double progress);
void sol_sync_set_number (SolSync *self, guint property, gint64 *number, gint64 value);
void sol_sync_plan (SolSync *self, guint milliseconds);
void sol_sync_forget_account (SolSync *self);
guint sol_sync_choose_poll (SolSync *self);
void sol_sync_start_live (SolSync *self);
void sol_sync_stop_live (SolSync *self);
void sol_sync_forget_live (SolSync *self);
void sol_sync_count_acts (SolSync *self);

G_END_DECLS
