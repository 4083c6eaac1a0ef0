/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-save-made.h"

typedef struct
{
  SolMakeFile make;
  gpointer about;
  GDestroyNotify free_about;
  GFile *file;
  guint note;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  saving->free_about (saving->about);
  g_object_unref (saving->file);
  g_free (saving);
}

/* Closed as cancelled, the stream does not take the place of an older file. A new one has its name
 * from the beginning, and goes. */
static void
discard (GFile *file, GOutputStream *stream, gboolean is_new)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (stream, cancelled, NULL);
  if (is_new)
    g_file_delete (file, NULL, NULL);
}

static gboolean
write_bytes (GFile *file, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  const gboolean is_new = !g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream)
      replaced = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  GOutputStream *stream = G_OUTPUT_STREAM (replaced);

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 NULL, cancellable, error) &&
      g_output_stream_close (stream, cancellable, error))
    return TRUE;
  discard (file, stream, is_new);
  return FALSE;
}

static void
save (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  g_autoptr (GBytes) bytes = saving->make (saving->about, &saving->note);
  GError *error = NULL;

  if (write_bytes (saving->file, bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sol_save_made_async:
 * @owned_about: (transfer full): what @make makes the file of
 * @file: to be written, or written over
 *
 * Makes a file and writes it, on a worker.
 */
void
sol_save_made_async (SolMakeFile make,
                     gpointer owned_about,
                     GDestroyNotify free_about,
                     GFile *file,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Saving *saving = g_new0 (Saving, 1);

  saving->make = make;
  saving->about = owned_about;
  saving->free_about = free_about;
  saving->file = g_object_ref (file);
  g_task_set_source_tag (task, sol_save_made_async);
  g_task_set_task_data (task, saving, saving_free);
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, save);
}

/**
 * sol_save_made_finish:
 * @note: (out): as the maker told it
 *
 * Returns: %FALSE with an error of GIO; an older file is then as it was, and of a new one nothing
 * is left
 */
gboolean
sol_save_made_finish (GAsyncResult *result, guint *note, GError **error)
{
  const Saving *saving = g_task_get_task_data (G_TASK (result));

  *note = saving->note;
  return g_task_propagate_boolean (G_TASK (result), error);
}
