/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "store/sol-store-meta.h"
#include "sync/sol-account-session-private.h"
#include "sync/sol-sync-private.h"
#include "sync/sol-sync-steps-private.h"

/* When a sync runs, and what it leads to. */

static void
set_state (SolSync *self, SolSyncState state)
{
  if (self->state == state)
    return;

  self->state = state;
  /* An attempt that fails like the one before begins nothing new. */
  if (state != SOL_SYNC_RUNNING && state != SOL_SYNC_OFFLINE && state != SOL_SYNC_SERVER_AWAY)
    self->away_since = 0;
  else if (state != SOL_SYNC_RUNNING && self->away_since == 0)
    self->away_since = sol_clock_seconds ();
  sol_sync_notify (self, SOL_SYNC_PROP_STATE);
}

void
sol_sync_set_progress (SolSync *self, double progress)
{
  /* Finer than a pixel of the bar, nothing is told. */
  if (ABS (self->progress - progress) < 0.002)
    return;

  self->progress = progress;
  sol_sync_notify (self, SOL_SYNC_PROP_PROGRESS);
}

/* Notifies when it is another one. */
void
sol_sync_set_number (SolSync *self, guint property, gint64 *number, gint64 value)
{
  if (*number == value)
    return;

  *number = value;
  sol_sync_notify (self, property);
}

static void
set_detail (SolSync *self, const char *detail)
{
  if (g_strcmp0 (self->detail, detail) == 0)
    return;

  g_free (self->detail);
  self->detail = g_strdup (detail);
  sol_sync_notify (self, SOL_SYNC_PROP_DETAIL);
}

static void
note_catalogue (SolSync *self)
{
  self->about_checked = TRUE;
  sol_sync_set_number (self, SOL_SYNC_PROP_LAST_SUCCESS, &self->last_success, sol_clock_seconds ());
}

static void
note_success (SolSync *self)
{
  const gboolean was_away = self->n_failures > 0;

  self->n_failures = 0;
  note_catalogue (self);
  set_detail (self, NULL);
  sol_sync_set_number (self, SOL_SYNC_PROP_RETRY_AT, &self->retry_at, 0);
  /* The catalogue is here, but what he does stays here until he signs in. */
  set_state (self, self->account != NULL && sol_account_sync_has_ended (self->account)
                       ? SOL_SYNC_SIGNED_OUT
                       : SOL_SYNC_UP_TO_DATE);
  /* The line is back: hints are not waited for as long as they were away. */
  if (was_away && !sol_sync_is_live (self))
    sol_sync_stop_live (self);
  sol_sync_start_live (self);
  if (self->started)
    sol_sync_plan (self, sol_sync_choose_poll (self) * 1000);
}

static void
note_failure (SolSync *self, const GError *error)
{
  SolSyncState state = (SolSyncState) error->code;
  /* Only the user changes these; who agreed while this run still asked has done so. */
  gboolean final = state == SOL_SYNC_TOO_OLD ||
                   (state == SOL_SYNC_METERED && !self->metered_allowed);
  guint wait;

  self->n_failures++;
  set_detail (self, error->message);
  if (state == SOL_SYNC_NOT_SENT)
    note_catalogue (self);
  if (self->started && !final)
    {
      wait = sol_sync_choose_backoff (self->n_failures, sol_client_get_retry_after (self->client));
      sol_sync_set_number (self, SOL_SYNC_PROP_RETRY_AT, &self->retry_at,
                           sol_clock_seconds () + wait);
      sol_sync_plan (self, wait * 1000);
    }
  set_state (self, state);
}

/* What ends because the network went was not called off by anybody. */
static GError *
explain (SolSync *self, GError *cause)
{
  if (!self->cut || !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause;

  g_error_free (cause);
  return g_error_new_literal (SOL_SYNC_ERROR, SOL_SYNC_OFFLINE, "The network is gone");
}

static void
on_steps_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSync *self = g_task_get_source_object (task);
  GError *error = NULL;
  guint n_records = 0;
  goffset download_size = 0;
  gboolean done = sol_sync_steps_finish (result, &n_records, &download_size, &error);

  self->running = FALSE;
  if (!done)
    error = explain (self, error);
  self->cut = FALSE;
  sol_sync_set_number (self, SOL_SYNC_PROP_N_RECEIVED, &self->n_received, n_records);
  sol_sync_set_number (self, SOL_SYNC_PROP_DOWNLOAD_SIZE, &self->download_size, download_size);
  sol_sync_set_progress (self, -1);
  sol_sync_set_number (self, SOL_SYNC_PROP_UPLOAD_SIZE, &self->upload_size, 0);
  if (done)
    note_success (self);
  else if (error->domain == SOL_SYNC_ERROR)
    note_failure (self, error);
  else
    set_state (self, SOL_SYNC_UP_TO_DATE);

  if (self->act_waits && self->started && done)
    sol_sync_plan (self, 0);
  self->act_waits = FALSE;

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_progress (goffset done, goffset size, gpointer user_data)
{
  sol_sync_set_progress (user_data, size > 0 ? (double) done / (double) size : -1);
}

static void
on_last_success (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSync *self = g_task_get_source_object (task);
  g_autofree char *instant = sol_store_get_meta_finish (SOL_STORE (source), result, NULL);

  if (instant != NULL && self->last_success == 0)
    sol_sync_set_number (self, SOL_SYNC_PROP_LAST_SUCCESS, &self->last_success,
                         g_ascii_strtoll (instant, NULL, 10));
  sol_sync_steps_async (self->store, self->client, self->account,
                        sol_sync_choose_steps (self->about_checked, self->metered_allowed),
                        on_progress, self, g_task_get_cancellable (task), on_steps_done,
                        g_object_ref (task));
}

/**
 * sol_sync_run_async:
 *
 * One whole sync: the first by snapshot, later ones by what changed. One at a time; asked while one
 * is under way, it fails with %G_IO_ERROR_PENDING. What an earlier one that was stopped has
 * received is not asked for again.
 */
void
sol_sync_run_async (SolSync *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_sync_run_async);
  if (self->running)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "A sync is under way");
      return;
    }

  self->running = TRUE;
  sol_clock_clear_timeout (&self->timer);
  sol_sync_set_number (self, SOL_SYNC_PROP_RETRY_AT, &self->retry_at, 0);
  sol_sync_set_number (self, SOL_SYNC_PROP_N_RECEIVED, &self->n_received, 0);
  sol_sync_set_progress (self, -1);
  set_state (self, SOL_SYNC_RUNNING);
  sol_store_get_meta_async (self->store, SOL_SYNC_META_SYNCED_AT, cancellable, on_last_success,
                            g_object_ref (task));
}

/**
 * sol_sync_run_finish:
 *
 * Returns: %FALSE with %SOL_SYNC_ERROR, whose code is a #SolSyncState, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_sync_run_finish (SolSync *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
run (SolSync *self)
{
  if (self->running)
    return;

  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  sol_sync_run_async (self, self->cancellable, NULL, NULL);
}

static gboolean
on_time (gpointer user_data)
{
  SolSync *self = user_data;

  sol_clock_clear_timeout (&self->timer);
  run (self);
  return G_SOURCE_REMOVE;
}

/* The next run, in place of the one that was planned. */
void
sol_sync_plan (SolSync *self, guint milliseconds)
{
  sol_clock_clear_timeout (&self->timer);
  self->timer = sol_clock_start_timeout (NULL, milliseconds, on_time, self, NULL);
}

/* What is open would be waited for, with nobody told. */
static void
lose_network (SolSync *self)
{
  g_autoptr (GError) error = NULL;

  sol_sync_stop_live (self);
  if (self->running)
    {
      self->cut = TRUE;
      g_cancellable_cancel (self->cancellable);
    }
  sol_client_hang_up (self->client);
  if (self->account != NULL)
    sol_client_hang_up (
        sol_account_session_get_client (sol_account_sync_get_session (self->account)));
  if (self->running || self->state == SOL_SYNC_TOO_OLD)
    return;
  error = g_error_new_literal (SOL_SYNC_ERROR, SOL_SYNC_OFFLINE, "The network is gone");
  note_failure (self, error);
}

/* A cable was pulled out or plugged in, the computer woke up, the line is no longer metered. */
static void
on_network (SolSync *self)
{
  const gboolean had_network = self->has_network;

  self->has_network = g_network_monitor_get_network_available (g_network_monitor_get_default ());
  if (had_network && !self->has_network)
    lose_network (self);
  else if (self->has_network && self->state != SOL_SYNC_TOO_OLD &&
           self->state != SOL_SYNC_UP_TO_DATE)
    sol_sync_plan (self, 1000);
}

/**
 * sol_sync_start:
 *
 * Syncs now and goes on doing so until sol_sync_stop().
 */
void
sol_sync_start (SolSync *self)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();

  if (self->started)
    return;

  self->started = TRUE;
  self->has_network = g_network_monitor_get_network_available (network);
  g_signal_connect_swapped (network, "network-changed", G_CALLBACK (on_network), self);
  /* NetworkManager's monitor tells of it by the property alone. */
  g_signal_connect_swapped (network, "notify::network-metered", G_CALLBACK (on_network), self);
  run (self);
}

/**
 * sol_sync_stop:
 *
 * Ends what is under way and plans nothing more. Batches that were written stay.
 */
void
sol_sync_stop (SolSync *self)
{
  self->started = FALSE;
  sol_sync_stop_live (self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  sol_clock_clear_timeout (&self->timer);
  g_cancellable_cancel (self->cancellable);
  sol_sync_set_number (self, SOL_SYNC_PROP_RETRY_AT, &self->retry_at, 0);
}

/**
 * sol_sync_try_now:
 *
 * Syncs without waiting for the planned time, files that were held too. While a sync is under way,
 * which may have passed over them, another one follows it.
 */
void
sol_sync_try_now (SolSync *self)
{
  if (self->account != NULL)
    sol_account_sync_set_files_held (self->account, FALSE);
  self->act_waits = self->running;
  run (self);
}

/**
 * sol_sync_set_metered_allowed:
 * @allowed: the user agrees to download the catalogue over a metered line
 *
 * Tries again when that was awaited.
 */
void
sol_sync_set_metered_allowed (SolSync *self, gboolean allowed)
{
  self->metered_allowed = allowed;
  if (allowed && self->state == SOL_SYNC_METERED)
    run (self);
}
