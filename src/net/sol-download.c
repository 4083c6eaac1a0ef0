/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-download.h"

#include "net/sol-net-error.h"

#define PART_SIZE (256 * 1024) /* bytes */

/* What is on the disk goes on from where it ends, whoever stopped it and however. */
typedef struct
{
  char *path;
  GFile *file;
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
  g_object_unref (download->file);
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

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_error (task, sol_net_error_from_file (error));
  else if (download->done < download->size)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_AWAY,
                             "The download was cut after %" G_GOFFSET_FORMAT " of"
                             " %" G_GOFFSET_FORMAT " bytes",
                             download->done, download->size);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_task_return_error (task, sol_net_error_from_file (error));
      return;
    }

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
      g_task_return_error (task, sol_net_error_from_io (error));
      return;
    }

  length = g_bytes_get_size (download->part);
  if (download->done + (goffset) length > download->size)
    g_task_return_new_error (task, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "The file is longer than was said");
  else if (length == 0)
    g_output_stream_close_async (download->output, g_task_get_priority (task), NULL, on_closed,
                                 g_object_ref (task));
  else
    g_output_stream_write_all_async (
        download->output, g_bytes_get_data (download->part, NULL), length,
        g_task_get_priority (task), g_task_get_cancellable (task), on_written, g_object_ref (task));
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

static void
on_file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  SolClient *client = g_task_get_source_object (task);
  GFile *file = G_FILE (source);
  GError *error = NULL;
  GFileOutputStream *output = download->done > 0 ? g_file_append_to_finish (file, result, &error)
                                                 : g_file_replace_finish (file, result, &error);

  if (output == NULL)
    {
      g_task_return_error (task, sol_net_error_from_file (error));
      return;
    }

  download->output = G_OUTPUT_STREAM (output);
  sol_client_get_from_async (client, download->path, download->done, g_task_get_cancellable (task),
                             on_answered, g_object_ref (task));
}

static void
open_file (GTask *owned_task)
{
  Download *download = g_task_get_task_data (owned_task);
  int priority = g_task_get_priority (owned_task);
  GCancellable *cancellable = g_task_get_cancellable (owned_task);

  if (download->done > 0)
    g_file_append_to_async (download->file, G_FILE_CREATE_PRIVATE, priority, cancellable,
                            on_file_opened, owned_task);
  else
    g_file_replace_async (download->file, NULL, FALSE,
                          G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, priority,
                          cancellable, on_file_opened, owned_task);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);

  download->done = info != NULL ? g_file_info_get_size (info) : 0;
  if (download->done > download->size)
    download->done = 0;
  tell_progress (download);

  if (download->done == download->size)
    g_task_return_boolean (task, TRUE);
  else
    open_file (g_steal_pointer (&task));
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
  download->file = g_file_new_for_path (file);
  download->size = size;
  download->progress = progress;
  download->progress_data = progress_data;
  g_task_set_source_tag (task, sol_download_async);
  g_task_set_task_data (task, download, download_free);
  g_file_query_info_async (download->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, g_task_get_priority (task),
                           cancellable, on_looked, task);
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
