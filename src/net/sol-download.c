/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-download.h"

#include "model/sol-executor.h"
#include "net/sol-net-error.h"

#define PART_SIZE (256 * 1024) /* bytes */

/* What is on the disk goes on from where it ends, whoever stopped it and however. */
typedef struct
{
  char *path;
  char *file;
  goffset size; /* of the whole */
  goffset done;
  GFileProgressCallback progress;
  gpointer progress_data;
  GInputStream *body;
  GOutputStream *output;
  GBytes *part;
} Download;

static void read_part (GTask *owned_task);

static void
download_free (gpointer data)
{
  Download *download = data;

  g_free (download->path);
  g_free (download->file);
  g_clear_object (&download->body);
  g_clear_object (&download->output);
  g_clear_pointer (&download->part, g_bytes_unref);
  g_free (download);
}

static void
tell_progress (Download *download)
{
  if (download->progress != NULL)
    download->progress (download->done, download->size, download->progress_data);
}

/* A step of the work on the file, off the main thread. */
static void
run_step (GTask *owned_task, GTaskThreadFunc step, GAsyncReadyCallback callback)
{
  Download *download = g_task_get_task_data (owned_task);
  g_autoptr (GTask)
      task = g_task_new (NULL, g_task_get_cancellable (owned_task), callback, owned_task);

  g_task_set_priority (task, g_task_get_priority (owned_task));
  g_task_set_task_data (task, download, NULL); /* the outer one keeps it */
  sol_task_run_in_thread (task, step);
}

static gboolean
end_step (GAsyncResult *result, GTask *task)
{
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return TRUE;

  g_task_return_error (task, sol_net_error_from_file (error));
  return FALSE;
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
close_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Download *download = data;
  GError *error = NULL;
  gboolean done = g_output_stream_close (download->output, NULL, &error);

  return_done (task, done, error);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);

  if (!end_step (result, task))
    return;
  if (download->done < download->size)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_AWAY,
                             "The download was cut after %" G_GOFFSET_FORMAT " of"
                             " %" G_GOFFSET_FORMAT " bytes",
                             download->done, download->size);
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Download *download = data;
  GError *error = NULL;
  gboolean done = g_output_stream_write_all (
      download->output, g_bytes_get_data (download->part, NULL), g_bytes_get_size (download->part),
      NULL, cancellable, &error);

  return_done (task, done, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);

  if (!end_step (result, task))
    return;

  download->done += (goffset) g_bytes_get_size (download->part);
  tell_progress (download);
  read_part (g_steal_pointer (&task));
}

static void
on_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;
  gsize length;

  g_clear_pointer (&download->part, g_bytes_unref);
  download->part = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (download->part == NULL)
    {
      g_task_return_error (task, sol_net_error_from_io (error, TRUE));
      return;
    }

  length = g_bytes_get_size (download->part);
  if (download->done + (goffset) length > download->size)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The file is longer than was said");
  else
    run_step (g_steal_pointer (&task), length == 0 ? close_in_thread : write_in_thread,
              length == 0 ? on_closed : on_written);
}

static void
read_part (GTask *owned_task)
{
  Download *download = g_task_get_task_data (owned_task);

  g_input_stream_read_bytes_async (download->body, PART_SIZE, g_task_get_priority (owned_task),
                                   g_task_get_cancellable (owned_task), on_part, owned_task);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  download->body = sol_client_get_finish (SOL_CLIENT (source), result, &error);
  if (download->body != NULL)
    read_part (g_steal_pointer (&task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER, "No answer");
}

/* What is there already is the start of the file, unless there is too much of it. */
static goffset
look_at_start (GFile *file, goffset size)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  goffset done = info != NULL ? g_file_info_get_size (info) : 0;

  return done <= size ? done : 0;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Download *download = data;
  g_autoptr (GFile) file = g_file_new_for_path (download->file);
  const GFileCreateFlags anew = G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION;
  GError *error = NULL;
  GFileOutputStream *output = NULL;

  download->done = look_at_start (file, download->size);
  if (download->done == 0)
    output = g_file_replace (file, NULL, FALSE, anew, cancellable, &error);
  else if (download->done < download->size)
    output = g_file_append_to (file, G_FILE_CREATE_PRIVATE, cancellable, &error);
  download->output = (GOutputStream *) output;
  return_done (task, error == NULL, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);

  if (!end_step (result, task))
    return;

  tell_progress (download);
  if (download->done == download->size)
    g_task_return_boolean (task, TRUE);
  else
    sol_client_get_from_async (g_task_get_source_object (task), download->path, download->done,
                               g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

/**
 * sol_download_async:
 * @path: from the first slash, of a file that never changes
 * @file: where to write; what is there already is the start of it, and is not asked for again
 * @size: bytes of the whole, more is refused
 * @progress: (nullable): called on the calling thread, with bytes on the disk and @size
 *
 * Downloads a file and goes on where an earlier call stopped. What arrived is not judged here.
 */
void
sol_download_async (SolClient *client,
                    const char *path,
                    const char *file,
                    goffset size,
                    GFileProgressCallback progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Download *download = g_new0 (Download, 1);

  download->path = g_strdup (path);
  download->file = g_strdup (file);
  download->size = size;
  download->progress = progress;
  download->progress_data = progress_data;
  g_task_set_source_tag (task, sol_download_async);
  g_task_set_task_data (task, download, download_free);
  run_step (task, open_in_thread, on_opened);
}

/**
 * sol_download_finish:
 *
 * Returns: %FALSE with a #SolNetError, or %G_IO_ERROR_CANCELLED; what came is kept for the next
 * call
 */
gboolean
sol_download_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
