/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-random.h"
#include "net/sol-net-error.h"
#include "net/sol-server-info.h"
#include "store/sol-store-error.h"
#include "store/sol-store-meta.h"
#include "store/sol-store-records.h"
#include "sync/sol-pull.h"
#include "sync/sol-room-private.h"
#include "sync/sol-send-looks-private.h"
#include "sync/sol-snapshot-pull.h"
#include "sync/sol-sync-state.h"
#include "sync/sol-sync-steps-private.h"

/* A cursor that is stale right after a snapshot would go round for ever. */
#define MAX_SNAPSHOTS 1
#define MAX_BACKOFF_S 300
#define CALM_S 60 /* nothing wakes up an idle program more often */
#define MAX_DOUBLINGS 9

typedef struct
{
  SolClient *client;
  SolAccountSync *account; /* (nullable) */
  SolSyncSteps steps;
  GFileProgressCallback progress;
  gpointer progress_data;
  SolServerAbout *about; /* (nullable) */
  guint n_snapshots;
  guint n_records;
  goffset download_size; /* bytes that wait for the user's word; 0: none */
  GError *account_error; /* (nullable): of the account alone, told once the catalogue is here */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->client);
  g_clear_object (&run->account);
  g_clear_pointer (&run->about, sol_server_about_free);
  g_clear_error (&run->account_error);
  g_free (run);
}

static SolSyncState
state_from_net (int code)
{
  static const struct
  {
    SolNetError code;
    SolSyncState state;
  } told[] = {
    { SOL_NET_ERROR_OFFLINE, SOL_SYNC_OFFLINE },
    { SOL_NET_ERROR_AWAY, SOL_SYNC_SERVER_AWAY },
    { SOL_NET_ERROR_BUSY, SOL_SYNC_SERVER_AWAY },
    { SOL_NET_ERROR_UNTRUSTED, SOL_SYNC_UNTRUSTED },
    { SOL_NET_ERROR_EXPIRED, SOL_SYNC_EXPIRED },
    { SOL_NET_ERROR_OTHER_NAME, SOL_SYNC_OTHER_NAME },
    { SOL_NET_ERROR_CA_FILE, SOL_SYNC_CA_FILE },
    { SOL_NET_ERROR_PROXY_AWAY, SOL_SYNC_PROXY_AWAY },
    { SOL_NET_ERROR_PROXY_PASSWORD, SOL_SYNC_PROXY_PASSWORD },
    { SOL_NET_ERROR_PROXY_REFUSES, SOL_SYNC_PROXY_REFUSES },
    { SOL_NET_ERROR_CLIENT_TOO_OLD, SOL_SYNC_TOO_OLD },
    { SOL_NET_ERROR_DISK_FULL, SOL_SYNC_DISK_FULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (code == (int) told[i].code)
      return told[i].state;

  return SOL_SYNC_FAILED;
}

/**
 * sol_sync_error_from: (skip)
 * @cause: (transfer full): of whatever layer
 *
 * Returns: (transfer full): what the user is told; a cancellation as it came
 */
GError *
sol_sync_error_from (GError *cause)
{
  SolSyncState state = SOL_SYNC_FAILED;
  GError *error;

  if (cause->domain == SOL_SYNC_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause;

  if (cause->domain == SOL_NET_ERROR)
    state = state_from_net (cause->code);
  else if (g_error_matches (cause, SOL_STORE_ERROR, SOL_STORE_ERROR_FULL))
    state = SOL_SYNC_DISK_FULL;

  error = g_error_new_literal (SOL_SYNC_ERROR, (int) state, cause->message);
  g_error_free (cause);
  return error;
}

/**
 * sol_sync_choose_backoff: (skip)
 * @n_failures: one after another, 1 and more
 * @asked: seconds that the server asked to wait, or 0
 *
 * Returns: seconds until the next attempt: by chance, so that a server that comes back is not met
 *   by all at once; a minute or more after the first failures; what it asked goes first
 */
guint
sol_sync_choose_backoff (guint n_failures, guint asked)
{
  guint limit = MIN (MAX_BACKOFF_S, 1u << MIN (n_failures, MAX_DOUBLINGS));
  guint least = limit > CALM_S ? CALM_S : 1;

  return MAX (asked, sol_random_range (least, limit));
}

/**
 * sol_sync_choose_steps: (skip)
 * @about_checked: both are known to speak the same protocol
 * @metered_allowed: the user agrees to download the catalogue over a metered line
 */
SolSyncSteps
sol_sync_choose_steps (gboolean about_checked, gboolean metered_allowed)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();
  SolSyncSteps steps = SOL_SYNC_STEPS_NONE;

  if (!about_checked)
    steps |= SOL_SYNC_STEPS_ABOUT;
  if (!metered_allowed && g_network_monitor_get_network_metered (network))
    steps |= SOL_SYNC_STEPS_NO_SNAPSHOT;
  return steps;
}

static void start_pull (GTask *owned_task);

/* That looks are not counted yet is no failure of a sync: they go with another. */
static void
on_looks_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!sol_send_looks_finish (result, &error))
    g_debug ("Looks wait: %s", error->message);
  if (run->account_error != NULL)
    g_task_return_error (task, g_steal_pointer (&run->account_error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_store_set_meta_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    sol_send_looks_async (SOL_STORE (source), run->client, run->account,
                          g_task_get_cancellable (task), on_looks_sent, g_object_ref (task));
}

static void
on_server_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *instant = g_strdup_printf ("%" G_GINT64_FORMAT, sol_clock_seconds ());

  if (!sol_store_set_meta_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    sol_store_set_meta_async (SOL_STORE (source), SOL_SYNC_META_SYNCED_AT, instant,
                              g_task_get_cancellable (task), on_noted, g_object_ref (task));
}

static void
note_success (GTask *owned_task)
{
  const Run *run = g_task_get_task_data (owned_task);

  sol_store_set_meta_async (g_task_get_source_object (owned_task), SOL_SYNC_META_SERVER,
                            sol_client_get_address (run->client),
                            g_task_get_cancellable (owned_task), on_server_noted, owned_task);
}

static void
on_snapshot_pulled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  guint n_records = 0;
  GError *error = NULL;

  if (!sol_snapshot_pull_finish (result, &n_records, &error))
    g_task_return_error (task, error);
  run->n_records += n_records;
  if (error == NULL)
    start_pull (g_steal_pointer (&task));
}

static void
on_size_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SolSnapshotInfo)
      info = sol_client_get_snapshot_finish (SOL_CLIENT (source), result, &error);

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  run->download_size = info->size;
  g_task_return_new_error (task, SOL_SYNC_ERROR, SOL_SYNC_METERED,
                           "The whole catalogue is to be downloaded, over a metered line");
}

static void
start_snapshot (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Run *run = g_task_get_task_data (task);

  if (run->n_snapshots >= MAX_SNAPSHOTS)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The server does not know the cursor of its own snapshot");
  else if ((run->steps & SOL_SYNC_STEPS_NO_SNAPSHOT) != 0)
    sol_client_get_snapshot_async (run->client, g_task_get_cancellable (task), on_size_known,
                                   g_object_ref (task));
  else
    {
      run->n_snapshots++;
      sol_snapshot_pull_async (g_task_get_source_object (task), run->client, run->progress,
                               run->progress_data, g_task_get_cancellable (task),
                               on_snapshot_pulled, g_object_ref (task));
    }
}

static void
on_pulled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  guint n_records = 0;
  GError *error = NULL;
  gboolean done = sol_pull_finish (result, &n_records, &error);

  run->n_records += n_records;
  if (done)
    note_success (g_steal_pointer (&task));
  else if (g_error_matches (error, SOL_NET_ERROR, SOL_NET_ERROR_STALE_CURSOR))
    {
      g_error_free (error);
      start_snapshot (g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, error);
}

static void
start_pull (GTask *owned_task)
{
  Run *run = g_task_get_task_data (owned_task);

  sol_pull_async (g_task_get_source_object (owned_task), run->client,
                  g_task_get_cancellable (owned_task), on_pulled, owned_task);
}

static void
on_cursor (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *cursor = sol_store_get_cursor_finish (SOL_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (cursor == NULL)
    start_snapshot (g_steal_pointer (&task));
  else
    start_pull (g_steal_pointer (&task));
}

static void
look_at_cursor (GTask *owned_task)
{
  sol_store_get_cursor_async (g_task_get_source_object (owned_task),
                              g_task_get_cancellable (owned_task), on_cursor, owned_task);
}

/* Where the line and the disk are well, what is wrong with an account is no reason to read no
 * catalogue. Returns: whether that is so */
static gboolean
keep_account_error (Run *run, GError *owned_error)
{
  const gboolean busy = g_error_matches (owned_error, SOL_NET_ERROR, SOL_NET_ERROR_BUSY);

  run->account_error = sol_sync_error_from (owned_error);
  if (!g_error_matches (run->account_error, SOL_SYNC_ERROR, SOL_SYNC_FAILED))
    return busy;

  run->account_error->code = SOL_SYNC_NOT_SENT;
  return TRUE;
}

static void
on_account_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  guint n_records = 0;
  GError *error = NULL;
  gboolean done = sol_account_sync_run_finish (SOL_ACCOUNT_SYNC (source), result, &n_records,
                                               &error);

  run->n_records += n_records;
  if (done || keep_account_error (run, error))
    look_at_cursor (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&run->account_error));
}

static void
start_account (GTask *owned_task)
{
  const Run *run = g_task_get_task_data (owned_task);

  if (run->account != NULL)
    sol_account_sync_run_async (run->account, g_task_get_cancellable (owned_task), on_account_done,
                                owned_task);
  else
    look_at_cursor (owned_task);
}

static void
on_address_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sol_store_set_meta_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    start_account (g_steal_pointer (&task));
}

static void
on_contact_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_store_set_meta_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    sol_store_set_meta_async (SOL_STORE (source), SOL_SYNC_META_ADDRESS, run->about->address,
                              g_task_get_cancellable (task), on_address_noted, g_object_ref (task));
}

static void
on_kind_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_store_set_meta_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    sol_store_set_meta_async (SOL_STORE (source), SOL_SYNC_META_CONTACT, run->about->contact,
                              g_task_get_cancellable (task), on_contact_noted, g_object_ref (task));
}

static void
on_about (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->about = sol_client_get_about_finish (SOL_CLIENT (source), result, &error);
  if (run->about == NULL)
    g_task_return_error (task, error);
  else
    sol_store_set_meta_async (g_task_get_source_object (task), SOL_SYNC_META_DEMO,
                              run->about->demo ? "true" : "false", g_task_get_cancellable (task),
                              on_kind_noted, g_object_ref (task));
}

static void
on_room (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_room_check_finish (result, &error))
    g_task_return_error (task, error);
  else if ((run->steps & SOL_SYNC_STEPS_ABOUT) != 0)
    sol_client_get_about_async (run->client, g_task_get_cancellable (task), on_about,
                                g_object_ref (task));
  else
    start_account (g_steal_pointer (&task));
}

/**
 * sol_sync_steps_async: (skip)
 * @progress: (nullable): of the snapshot, see sol_snapshot_pull_async()
 * @account: (nullable): goes first: what a user did waits for no catalogue
 *
 * One whole sync, if there is room on the disk: by snapshot where the store has no cursor, or the
 * server refuses it; then by changes.
 */
void
sol_sync_steps_async (SolStore *store,
                      SolClient *client,
                      SolAccountSync *account,
                      SolSyncSteps steps,
                      GFileProgressCallback progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->client = g_object_ref (client);
  run->account = account != NULL ? g_object_ref (account) : NULL;
  run->steps = steps;
  run->progress = progress;
  run->progress_data = progress_data;
  g_task_set_source_tag (task, sol_sync_steps_async);
  g_task_set_task_data (task, run, run_free);
  sol_room_check_async (sol_store_get_folder (store), cancellable, on_room, task);
}

/**
 * sol_sync_steps_finish: (skip)
 * @n_records: (out): records received, also before an error
 * @download_size: (out): bytes that a snapshot would take, where METERED is the error; else 0
 *
 * Returns: %FALSE with an error in %SOL_SYNC_ERROR, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_sync_steps_finish (GAsyncResult *result,
                       guint *n_records,
                       goffset *download_size,
                       GError **error)
{
  const Run *run = g_task_get_task_data (G_TASK (result));
  GError *cause = NULL;

  *n_records = run->n_records;
  *download_size = run->download_size;
  if (g_task_propagate_boolean (G_TASK (result), &cause))
    return TRUE;

  g_propagate_error (error, sol_sync_error_from (cause));
  return FALSE;
}
