/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-snapshot-pull.h"

#include <glib/gstdio.h>

#include "model/sol-executor.h"
#include "net/sol-download.h"
#include "net/sol-net-error.h"
#include "net/sol-server-info.h"
#include "net/sol-snapshot-reader.h"
#include "store/sol-store-snapshot.h"
#include "sync/sol-room-private.h"

#define FILE_PREFIX "snapshot-"
/* A snapshot of N bytes and the records from it; text and its indexes take about eight times. */
#define ROOM_FACTOR 9

typedef struct
{
  SolClient *client;
  SolSnapshotInfo *info;
  SolSnapshotReader *reader;
  char *folder;
  char *file;
  GFileProgressCallback progress;
  gpointer progress_data;
  guint n_records;
  GPtrArray *batch; /* (nullable): read, to be applied next */
  goffset offset;   /* after it */
  gboolean reading; /* the two go on at once */
  gboolean applying;
  GError *failure; /* (nullable): told once both have ended, and the wrong file is deleted */
} Pull;

static void go_on (GTask *task);

static void
pull_free (gpointer data)
{
  Pull *pull = data;

  g_object_unref (pull->client);
  g_clear_pointer (&pull->info, sol_snapshot_info_free);
  g_clear_object (&pull->reader);
  g_free (pull->folder);
  g_free (pull->file);
  g_clear_pointer (&pull->batch, g_ptr_array_unref);
  g_clear_error (&pull->failure);
  g_free (pull);
}

/* Bytes downloaded and bytes applied count alike. */
static void
tell_progress (Pull *pull, goffset done)
{
  if (pull->progress != NULL)
    pull->progress (done, 2 * pull->info->size, pull->progress_data);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sol_store_snapshot_end_finish (SOL_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);

  if (pull->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&pull->failure));
  else
    sol_store_snapshot_end_async (g_task_get_source_object (task), pull->info->cursor,
                                  g_task_get_cancellable (task), on_ended, g_object_ref (task));
}

static void
delete_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_remove (path);
  g_task_return_boolean (task, TRUE);
}

/* Before the end is written: killed between the two, the file comes again, but none is left
 * behind for ever. */
static void
delete_file (GTask *owned_task)
{
  Pull *pull = g_task_get_task_data (owned_task);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_deleted, owned_task);

  g_task_set_task_data (task, g_strdup (pull->file), g_free);
  sol_task_run_in_thread (task, delete_in_thread);
}

static void
fail (Pull *pull, GError *owned_error)
{
  if (pull->failure == NULL)
    pull->failure = owned_error;
  else
    g_error_free (owned_error);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  pull->applying = FALSE;
  if (!sol_store_snapshot_apply_finish (SOL_STORE (source), result, &error))
    fail (pull, error);
  go_on (task);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  pull->reading = FALSE;
  pull->batch = sol_snapshot_reader_next_finish (pull->reader, result, &error);
  pull->offset = sol_snapshot_reader_get_offset (pull->reader);
  if (pull->batch == NULL)
    fail (pull, error);
  else
    pull->n_records += pull->batch->len;
  go_on (task);
}

static void
apply_batch (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);
  g_autoptr (GPtrArray) batch = g_steal_pointer (&pull->batch);

  tell_progress (pull, pull->info->size + pull->offset);
  pull->applying = TRUE;
  sol_store_snapshot_apply_async (g_task_get_source_object (task), batch, pull->offset,
                                  g_task_get_cancellable (task), on_applied, g_object_ref (task));
}

static void
read_batch (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);

  pull->reading = TRUE;
  sol_snapshot_reader_next_async (pull->reader, g_task_get_cancellable (task), on_read,
                                  g_object_ref (task));
}

/* A file that is wrong would be found again next time: it has to come anew. */
static void
end (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);

  if (pull->failure != NULL &&
      !g_error_matches (pull->failure, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER))
    g_task_return_error (task, g_steal_pointer (&pull->failure));
  else
    delete_file (g_object_ref (task));
}

/* One batch is applied while the next is read. */
static void
go_on (GTask *task)
{
  Pull *pull = g_task_get_task_data (task);
  gboolean at_end = pull->failure != NULL || (pull->batch != NULL && pull->batch->len == 0);

  if (!at_end && !pull->applying && pull->batch != NULL)
    apply_batch (task);
  if (!at_end && !pull->reading && pull->batch == NULL)
    read_batch (task);
  if (at_end && !pull->applying && !pull->reading)
    end (task);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;
  goffset offset = sol_store_snapshot_begin_finish (SOL_STORE (source), result, &error);

  if (offset < 0)
    {
      g_task_return_error (task, error);
      return;
    }

  sol_snapshot_reader_set_offset (pull->reader, offset);
  go_on (task);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  SolStore *store = g_task_get_source_object (task);

  if (!sol_snapshot_reader_check_finish (SOL_SNAPSHOT_READER (source), result, &pull->failure))
    end (task);
  else
    sol_store_snapshot_begin_async (store, pull->info->sha256, g_task_get_cancellable (task),
                                    on_begun, g_object_ref (task));
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sol_download_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  pull->reader = sol_snapshot_reader_new (pull->file, pull->info->sha256);
  sol_snapshot_reader_check_async (pull->reader, g_task_get_cancellable (task), on_checked,
                                   g_object_ref (task));
}

static void
on_download_progress (goffset done, goffset size, gpointer user_data)
{
  tell_progress (user_data, done);
}

/* Files of other snapshots are what was left by a sync that never ended. */
static gboolean
clear_others (const char *folder, const char *file, GError **error)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, error);
  const char *name;

  if (entries == NULL)
    return FALSE;

  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) entry = g_file_new_for_path (path);

      if (g_str_has_prefix (name, FILE_PREFIX) && g_strcmp0 (path, file) != 0)
        g_file_delete (entry, NULL, NULL);
    }

  return TRUE;
}

static void
prepare_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Pull *pull = data;
  GError *error = NULL;

  if (!clear_others (pull->folder, pull->file, &error))
    g_task_return_error (task, sol_net_error_from_file (error));
  else if (!sol_room_check (pull->folder, (guint64) pull->info->size * ROOM_FACTOR, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    sol_download_async (pull->client, pull->info->path, pull->file, pull->info->size,
                        on_download_progress, pull, g_task_get_cancellable (task), on_downloaded,
                        g_object_ref (task));
}

static void
on_manifest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) prepare = NULL;
  Pull *pull = g_task_get_task_data (task);
  GError *error = NULL;

  pull->info = sol_client_get_snapshot_finish (SOL_CLIENT (source), result, &error);
  if (pull->info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  pull->file = g_strconcat (pull->folder, G_DIR_SEPARATOR_S FILE_PREFIX, pull->info->sha256, NULL);
  prepare = g_task_new (NULL, g_task_get_cancellable (task), on_prepared, g_object_ref (task));
  /* The outer task keeps what the inner one reads. */
  g_task_set_task_data (prepare, pull, NULL);
  sol_task_run_in_thread (prepare, prepare_in_thread);
}

/**
 * sol_snapshot_pull_async:
 * @progress: (nullable): called on the calling thread with bytes done, downloaded and applied
 *   added up, and how many there are in all
 *
 * Makes the store what the server's present snapshot says. The file comes first, whole, and is
 * held against its hash before anything of it is applied. What an earlier call downloaded and
 * applied is not done again. What is shown meanwhile stays until the end.
 */
void
sol_snapshot_pull_async (SolStore *store,
                         SolClient *client,
                         GFileProgressCallback progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Pull *pull = g_new0 (Pull, 1);

  pull->client = g_object_ref (client);
  pull->folder = g_strdup (sol_store_get_folder (store));
  pull->progress = progress;
  pull->progress_data = progress_data;
  g_task_set_source_tag (task, sol_snapshot_pull_async);
  g_task_set_task_data (task, pull, pull_free);
  sol_client_get_snapshot_async (client, cancellable, on_manifest, task);
}

/**
 * sol_snapshot_pull_finish:
 * @n_records: (out) (optional): records read, also before an error
 *
 * Returns: %FALSE with a #SolNetError, a #SolStoreError, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_snapshot_pull_finish (GAsyncResult *result, guint *n_records, GError **error)
{
  const Pull *pull = g_task_get_task_data (G_TASK (result));

  if (n_records != NULL)
    *n_records = pull->n_records;
  return g_task_propagate_boolean (G_TASK (result), error);
}
