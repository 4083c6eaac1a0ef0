/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-sync.h"

#include "model/sol-clock.h"
#include "model/sol-random.h"
#include "net/sol-client.h"
#include "store/sol-store-meta.h"
#include "sync/sol-sync-steps-private.h"

#define POLL_S 60
#define POLL_JITTER_S 20

/**
 * SolSync:
 *
 * Keeps one store as one server has it: at once, every minute or so while it is started, when the
 * network changes, and when the user asks. After a failure it waits longer each time, by chance,
 * so that a server that comes back is not met by all at once; what the server asks to wait goes
 * first.
 *
 * Thread: the main one.
 */
struct _SolSync
{
  GObject parent_instance;

  SolStore *store;
  SolClient *client;
  GCancellable *cancellable; /* of the run that the timer or the user started */
  GSource *timer;            /* (nullable) */
  gboolean started;
  guint n_failures; /* one after another */
  gboolean running;
  gboolean about_checked;
  gboolean metered_allowed;

  SolSyncState state;
  double progress;      /* 0 to 1; -1: not known */
  gint64 last_success;  /* Unix seconds; 0: never */
  gint64 retry_at;      /* Unix seconds; 0: none is planned */
  char *detail;         /* (nullable) */
  gint64 n_received;    /* records, of the present or last run */
  gint64 download_size; /* bytes that wait for the user's word; 0: none */
};

G_DEFINE_FINAL_TYPE (SolSync, sol_sync, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_LAST_SUCCESS,
  PROP_RETRY_AT,
  PROP_DETAIL,
  PROP_N_RECEIVED,
  PROP_DOWNLOAD_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void plan (SolSync *self, guint seconds);

static void
set_state (SolSync *self, SolSyncState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_progress (SolSync *self, double progress)
{
  /* Finer than a pixel of the bar, nothing is told. */
  if (ABS (self->progress - progress) < 0.002)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
set_number (SolSync *self, guint property, gint64 *number, gint64 value)
{
  if (*number == value)
    return;

  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_detail (SolSync *self, const char *detail)
{
  if (g_strcmp0 (self->detail, detail) == 0)
    return;

  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

static void
note_success (SolSync *self)
{
  self->n_failures = 0;
  self->about_checked = TRUE;
  set_detail (self, NULL);
  set_number (self, PROP_RETRY_AT, &self->retry_at, 0);
  set_number (self, PROP_LAST_SUCCESS, &self->last_success, sol_clock_seconds ());
  set_state (self, SOL_SYNC_UP_TO_DATE);
  if (self->started)
    plan (self, sol_random_range (POLL_S, POLL_S + POLL_JITTER_S - 1));
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
  if (self->started && !final)
    {
      wait = sol_sync_choose_backoff (self->n_failures, sol_client_get_retry_after (self->client));
      set_number (self, PROP_RETRY_AT, &self->retry_at, sol_clock_seconds () + wait);
      plan (self, wait);
    }
  set_state (self, state);
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
  set_number (self, PROP_N_RECEIVED, &self->n_received, n_records);
  set_number (self, PROP_DOWNLOAD_SIZE, &self->download_size, download_size);
  set_progress (self, -1);
  if (done)
    note_success (self);
  else if (error->domain == SOL_SYNC_ERROR)
    note_failure (self, error);
  else
    set_state (self, SOL_SYNC_UP_TO_DATE);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_progress (goffset done, goffset size, gpointer user_data)
{
  set_progress (user_data, size > 0 ? (double) done / (double) size : -1);
}

static void
on_last_success (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolSync *self = g_task_get_source_object (task);
  g_autofree char *instant = sol_store_get_meta_finish (SOL_STORE (source), result, NULL);

  if (instant != NULL && self->last_success == 0)
    set_number (self, PROP_LAST_SUCCESS, &self->last_success, g_ascii_strtoll (instant, NULL, 10));
  sol_sync_steps_async (
      self->store, self->client, sol_sync_choose_steps (self->about_checked, self->metered_allowed),
      on_progress, self, g_task_get_cancellable (task), on_steps_done, g_object_ref (task));
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
  set_number (self, PROP_RETRY_AT, &self->retry_at, 0);
  set_number (self, PROP_N_RECEIVED, &self->n_received, 0);
  set_progress (self, -1);
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

static gboolean
on_time (gpointer user_data)
{
  SolSync *self = user_data;

  sol_clock_clear_timeout (&self->timer);
  sol_sync_try_now (self);
  return G_SOURCE_REMOVE;
}

static void
plan (SolSync *self, guint seconds)
{
  sol_clock_clear_timeout (&self->timer);
  self->timer = sol_clock_start_timeout (NULL, seconds * 1000, on_time, self, NULL);
}

/* A cable was plugged in, the computer woke up, the line is no longer metered. */
static void
on_network (SolSync *self)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();

  if (g_network_monitor_get_network_available (network) && self->state != SOL_SYNC_TOO_OLD &&
      self->state != SOL_SYNC_UP_TO_DATE)
    plan (self, 1);
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
  g_signal_connect_swapped (network, "network-changed", G_CALLBACK (on_network), self);
  /* NetworkManager's monitor tells of it by the property alone. */
  g_signal_connect_swapped (network, "notify::network-metered", G_CALLBACK (on_network), self);
  sol_sync_try_now (self);
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
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  sol_clock_clear_timeout (&self->timer);
  g_cancellable_cancel (self->cancellable);
  set_number (self, PROP_RETRY_AT, &self->retry_at, 0);
}

/**
 * sol_sync_try_now:
 *
 * Syncs without waiting for the planned time. While a sync is under way it does nothing.
 */
void
sol_sync_try_now (SolSync *self)
{
  if (self->running)
    return;

  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  sol_sync_run_async (self, self->cancellable, NULL, NULL);
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
    sol_sync_try_now (self);
}

/**
 * sol_sync_set_ca_file:
 * @path: (nullable): PEM file of a private authority, trusted besides the system's
 *
 * That it cannot be read is told by the next sync, where the system's trust is not enough.
 */
void
sol_sync_set_ca_file (SolSync *self, const char *path)
{
  sol_client_set_ca_file (self->client, path);
}

SolSyncState
sol_sync_get_state (SolSync *self)
{
  return self->state;
}

double
sol_sync_get_progress (SolSync *self)
{
  return self->progress;
}

gint64
sol_sync_get_last_success (SolSync *self)
{
  return self->last_success;
}

gint64
sol_sync_get_retry_at (SolSync *self)
{
  return self->retry_at;
}

/**
 * sol_sync_get_retry_after:
 *
 * Returns: seconds that the server asked to wait as the last sync failed; 0 when it asked nothing
 */
guint
sol_sync_get_retry_after (SolSync *self)
{
  return sol_client_get_retry_after (self->client);
}

const char *
sol_sync_get_detail (SolSync *self)
{
  return self->detail;
}

guint
sol_sync_get_n_received (SolSync *self)
{
  return (guint) self->n_received;
}

/**
 * sol_sync_get_download_size:
 *
 * Returns: bytes that the whole catalogue takes on the line, while the state is %SOL_SYNC_METERED;
 *   else 0
 */
goffset
sol_sync_get_download_size (SolSync *self)
{
  return self->download_size;
}

static void
sol_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SolSync *self = SOL_SYNC (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->last_success);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case PROP_N_RECEIVED:
      g_value_set_uint (value, (guint) self->n_received);
      break;
    case PROP_DOWNLOAD_SIZE:
      g_value_set_int64 (value, self->download_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sol_sync_dispose (GObject *object)
{
  SolSync *self = SOL_SYNC (object);

  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  sol_clock_clear_timeout (&self->timer);
  G_OBJECT_CLASS (sol_sync_parent_class)->dispose (object);
}

static void
sol_sync_finalize (GObject *object)
{
  SolSync *self = SOL_SYNC (object);

  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_object_unref (self->cancellable);
  g_free (self->detail);
  G_OBJECT_CLASS (sol_sync_parent_class)->finalize (object);
}

static void
sol_sync_class_init (SolSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sol_sync_get_property;
  object_class->dispose = sol_sync_dispose;
  object_class->finalize = sol_sync_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SOL_TYPE_SYNC_STATE,
                                              SOL_SYNC_UP_TO_DATE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_LAST_SUCCESS] = g_param_spec_int64 ("last-success", NULL, NULL, 0, G_MAXINT64, 0,
                                                      flags);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_N_RECEIVED] = g_param_spec_uint ("n-received", NULL, NULL, 0, G_MAXUINT, 0,
                                                   flags);
  properties[PROP_DOWNLOAD_SIZE] = g_param_spec_int64 ("download-size", NULL, NULL, 0, G_MAXINT64,
                                                       0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sol_sync_init (SolSync *self)
{
  self->progress = -1;
  self->cancellable = g_cancellable_new ();
}

/**
 * sol_sync_new:
 * @store: (transfer none): must be open as long as a sync is under way
 * @server: address, such as `https://example.org`
 */
SolSync *
sol_sync_new (SolStore *store, const char *server)
{
  SolSync *self = g_object_new (SOL_TYPE_SYNC, NULL);

  self->store = g_object_ref (store);
  self->client = sol_client_new (server);
  return self;
}
