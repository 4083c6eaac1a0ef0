/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-sync.h"

#include "model/sol-clock.h"
#include "sync/sol-sync-private.h"

/**
 * SolSync:
 *
 * Keeps one store as one server has it: at once, every minute or so while it is started, when the
 * network changes, and when the user asks. After a failure it waits longer each time, by chance,
 * so that a server that comes back is not met by all at once; what the server asks to wait goes
 * first. Where the server gives hints of what changes, it listens to them, syncs at once and seldom
 * besides. With an account it also sends what its user did, and receives what he alone may see.
 *
 * Thread: the main one.
 */
G_DEFINE_FINAL_TYPE (SolSync, sol_sync, G_TYPE_OBJECT)

static GParamSpec *properties[SOL_SYNC_N_PROPS];

void
sol_sync_notify (SolSync *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
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
  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
  if (self->live != NULL)
    sol_live_set_ca_file (self->live, path);
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

/* Returns: unix seconds from when on every attempt met no network or no platform; 0 when one did
 * not, or none was made */
gint64
sol_sync_get_away_since (SolSync *self)
{
  return self->away_since;
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

static gint64
get_bytes (SolSync *self, guint id)
{
  if (id == SOL_SYNC_PROP_DOWNLOAD_SIZE)
    return self->download_size;
  return id == SOL_SYNC_PROP_UPLOAD_DONE ? self->upload_done : self->upload_size;
}

static void
sol_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SolSync *self = SOL_SYNC (object);

  switch (id)
    {
    case SOL_SYNC_PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case SOL_SYNC_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case SOL_SYNC_PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->last_success);
      break;
    case SOL_SYNC_PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case SOL_SYNC_PROP_DETAIL:
      g_value_set_string (value, self->detail);
      break;
    case SOL_SYNC_PROP_N_RECEIVED:
      g_value_set_uint (value, (guint) self->n_received);
      break;
    case SOL_SYNC_PROP_DOWNLOAD_SIZE:
    case SOL_SYNC_PROP_UPLOAD_DONE:
    case SOL_SYNC_PROP_UPLOAD_SIZE:
      g_value_set_int64 (value, get_bytes (self, id));
      break;
    case SOL_SYNC_PROP_N_WAITING:
      g_value_set_uint (value, (guint) self->n_waiting);
      break;
    case SOL_SYNC_PROP_N_CONFLICTS:
      g_value_set_uint (value, (guint) self->n_conflicts);
      break;
    case SOL_SYNC_PROP_N_REFUSED:
      g_value_set_uint (value, (guint) self->n_refused);
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
  sol_sync_forget_live (self);
  sol_sync_forget_account (self);
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
  g_free (self->ca_file);
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

  properties[SOL_SYNC_PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SOL_TYPE_SYNC_STATE,
                                                       SOL_SYNC_UP_TO_DATE, flags);
  properties[SOL_SYNC_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, -1,
                                                            flags);
  properties[SOL_SYNC_PROP_LAST_SUCCESS] = g_param_spec_int64 ("last-success", NULL, NULL, 0,
                                                               G_MAXINT64, 0, flags);
  properties[SOL_SYNC_PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0,
                                                           flags);
  properties[SOL_SYNC_PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[SOL_SYNC_PROP_N_RECEIVED] = g_param_spec_uint ("n-received", NULL, NULL, 0, G_MAXUINT,
                                                            0, flags);
  properties[SOL_SYNC_PROP_DOWNLOAD_SIZE] = g_param_spec_int64 ("download-size", NULL, NULL, 0,
                                                                G_MAXINT64, 0, flags);
  properties[SOL_SYNC_PROP_UPLOAD_DONE] = g_param_spec_int64 ("upload-done", NULL, NULL, 0,
                                                              G_MAXINT64, 0, flags);
  properties[SOL_SYNC_PROP_UPLOAD_SIZE] = g_param_spec_int64 ("upload-size", NULL, NULL, 0,
                                                              G_MAXINT64, 0, flags);
  properties[SOL_SYNC_PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                           flags);
  properties[SOL_SYNC_PROP_N_CONFLICTS] = g_param_spec_uint ("n-conflicts", NULL, NULL, 0,
                                                             G_MAXUINT, 0, flags);
  properties[SOL_SYNC_PROP_N_REFUSED] = g_param_spec_uint ("n-refused", NULL, NULL, 0, G_MAXUINT, 0,
                                                           flags);
  g_object_class_install_properties (object_class, SOL_SYNC_N_PROPS, properties);
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
