/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sol-account-attach-private.h"

#include "model/sol-executor.h"

/* Files that the user attaches. The file is on the disk before anything names it. */

void
sol_attachment_free (SolAttachment *self)
{
  g_clear_pointer (&self->blob, sol_blob_free);
  g_free (self->organisation);
  g_free (self);
}

/* What one attachment is made of, on its way to the disk. */
typedef struct
{
  char *folder;
  GFile *file; /* (nullable): else @content */
  GBytes *content;
  char *name;
  SolAttachment *attachment; /* (nullable): handed on */
} Attaching;

static void
free_attaching (gpointer data)
{
  Attaching *self = data;

  g_free (self->folder);
  g_clear_object (&self->file);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->name);
  g_clear_pointer (&self->attachment, sol_attachment_free);
  g_free (self);
}

static gpointer
put (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;
  const SolAttachment *attachment = input->data;

  return sol_attachment_put (db, attachment, sol_account_now (), error)
             ? sol_blob_copy (attachment->blob)
             : NULL;
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SolBlob *blob = g_task_propagate_pointer (G_TASK (result), &error);

  if (blob != NULL)
    g_task_return_pointer (task, blob, (GDestroyNotify) sol_blob_free);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolAccountStore *self = g_task_get_source_object (task);
  Attaching *data = g_task_get_task_data (g_task_get_task_data (G_TASK (result)));
  SolAccountInput *input;
  GTask *work;
  GError *error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  work = sol_account_store_make_task (self, sol_account_store_attach_async,
                                      g_task_get_cancellable (task), on_put, task, &input);
  input->data = g_steal_pointer (&data->attachment);
  input->free_data = (GDestroyNotify) sol_attachment_free;
  g_steal_pointer (&task);
  sol_account_store_run (self, SOL_STORE_WRITE_USER, work, put, (GDestroyNotify) sol_blob_free);
}

/* What is no file, such as a device, may have no end. */
static gboolean
check_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  return sol_attachment_check_size (g_file_info_get_file_type (info) == G_FILE_TYPE_SPECIAL
                                        ? G_MAXOFFSET
                                        : g_file_info_get_size (info),
                                    error);
}

/* A file of his may be on a slow disk: what closes the store does not wait for it. */
static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Attaching *data = task_data;
  GError *error = NULL;

  if (data->content == NULL && check_file (data->file, cancellable, &error))
    data->content = g_file_load_bytes (data->file, cancellable, NULL, &error);
  if (data->content != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A job, though it asks the database nothing: the folder of a closed store may be another's. */
static gpointer
save (SolDatabase *db, gpointer reading, GError **error)
{
  Attaching *data = g_task_get_task_data (reading);
  SolBlob *blob = g_new0 (SolBlob, 1);

  blob->name = g_strdup (data->name);
  data->attachment->blob = blob;
  return GINT_TO_POINTER (sol_attachment_save (data->folder, data->content, blob, error));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GTask *reading = G_TASK (result);
  GTask *saving;
  GError *error = NULL;

  if (!g_task_propagate_boolean (reading, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  saving = g_task_new (source, g_task_get_cancellable (task), on_saved, g_object_ref (task));
  g_task_set_source_tag (saving, on_read);
  g_task_set_task_data (saving, g_object_ref (reading), g_object_unref);
  sol_account_store_run (SOL_ACCOUNT_STORE (source), SOL_STORE_READ, saving, save, NULL);
}

static void
attach (GTask *owned_task, GFile *file, GBytes *content, const char *name, const char *organisation)
{
  SolAccountStore *self = g_task_get_source_object (owned_task);
  g_autoptr (GTask)
      reading = g_task_new (self, g_task_get_cancellable (owned_task), on_read, owned_task);
  Attaching *data = g_new0 (Attaching, 1);

  data->folder = g_strdup (sol_account_store_get_folder (self));
  data->file = file != NULL ? g_object_ref (file) : NULL;
  data->content = content != NULL ? g_bytes_ref (content) : NULL;
  data->name = g_strdup (name);
  data->attachment = g_new0 (SolAttachment, 1);
  data->attachment->organisation = g_strdup (organisation);
  g_task_set_task_data (reading, data, free_attaching);
  sol_task_run_in_thread (reading, read_in_thread);
}

/**
 * sol_account_store_attach_async:
 * @file: a PNG, JPEG, WebP or PDF
 * @organisation: (nullable): for which he acts; %NULL for himself
 *
 * Keeps a copy of the file, which is sent before the mutation that names it.
 *
 * Errors: %SOL_MODEL_ERROR_UNKNOWN_BLOB for what is none of these, or too large; what GIO says of
 *   the file
 */
void
sol_account_store_attach_async (SolAccountStore *self,
                                GFile *file,
                                const char *organisation,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = name != NULL ? g_filename_display_name (name) : g_strdup ("file");

  g_task_set_source_tag (task, sol_account_store_attach_async);
  attach (task, file, NULL, text, organisation);
}

/**
 * sol_account_store_attach_bytes_async:
 * @content: as of the file of sol_account_store_attach_async(): what was pasted, say
 * @name: of a file, as it is shown
 *
 * Finish with sol_account_store_attach_finish().
 */
void
sol_account_store_attach_bytes_async (SolAccountStore *self,
                                      GBytes *content,
                                      const char *name,
                                      const char *organisation,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_store_attach_async);
  attach (task, NULL, content, name, organisation);
}

/**
 * sol_account_store_attach_finish:
 *
 * Returns: (transfer full): what a field of a record is set to
 */
SolBlob *
sol_account_store_attach_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *error = NULL;
  GBytes *content = g_file_load_bytes (file, cancellable, NULL, &error);

  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* What is attached here, as it was attached: to show it, and to send it. */
void
sol_account_store_load_blob_async (SolAccountStore *self,
                                   const char *hash,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_account_store_load_blob_async);
  g_task_set_task_data (task, sol_attachment_make_path (sol_account_store_get_folder (self), hash),
                        g_free);
  sol_task_run_in_thread (task, load_in_thread);
}

/**
 * sol_account_store_load_blob_finish:
 *
 * Returns: (transfer full): %NULL with %G_IO_ERROR_NOT_FOUND when it is not here, or no longer
 */
GBytes *
sol_account_store_load_blob_finish (SolAccountStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
