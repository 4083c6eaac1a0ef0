/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-job.h"

#include <glib/gi18n.h>

#include "app/sol-folder.h"
#include "app/sol-import-store.h"
#include "exchange/sol-import.h"

#define PROGRESS_UNIT 1000 /* of @progress */

/**
 * SolImportJob:
 *
 * A file on its way to a catalogue of its own. It is read twice, and held never: once for the
 * report that the user decides on, once into the store. That second reading is one transaction: a
 * file that is given up half-way leaves the catalogue as it was.
 */
struct _SolImportJob
{
  GObject parent_instance;

  GFile *file;
  char *folder;
  SolStore *store; /* (nullable): of @folder, while it is open */
  gboolean owns_store;
  gboolean is_new; /* there was no such folder */
  SolImportReport *report;
  gint progress; /* atomic, in thousandths */
};

G_DEFINE_FINAL_TYPE (SolImportJob, sol_import_job, G_TYPE_OBJECT)

static void
note_progress (double fraction, const SolImportReport *report, gpointer data)
{
  SolImportJob *self = data;

  g_atomic_int_set (&self->progress, (gint) (fraction * PROGRESS_UNIT));
}

static gboolean
read_file (SolImportJob *self,
           const SolImportTarget *target,
           gboolean preview,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_file_get_path (self->file);
  const char *format;

  if (path == NULL)
    {
      g_set_error_literal (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                           _ ("This file is not on this computer. Copy it here first."));
      return FALSE;
    }

  note_progress (0, NULL, self);
  g_clear_pointer (&self->report, sol_import_report_free);
  format = sol_import_guess_format (path, error);
  return format != NULL && sol_import_run (format, path, target, preview, note_progress, self,
                                           cancellable, &self->report, error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SolImportJob *self = source;
  GError *error = NULL;

  self->is_new = !g_file_test (self->folder, G_FILE_TEST_EXISTS);
  if (read_file (self, sol_import_target_get_empty (), TRUE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The catalogue is as old as the file. */
static char *
get_file_instant (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GDateTime) modified = info != NULL ? g_file_info_get_modification_date_time (info)
                                                : g_date_time_new_now_utc ();

  return g_date_time_format (modified, "%Y-%m-%dT%H:%M:%SZ");
}

/* On the store's thread. */
static gboolean
fill (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  SolImportJob *self = data;
  const SolImportTarget target = sol_import_store_make_target (content);
  g_autofree char *instant = get_file_instant (self->file);

  return read_file (self, &target, FALSE, cancellable, error) &&
         sol_store_content_set_meta (content, "synced-at", instant, error);
}

static void
let_store_go (SolImportJob *self)
{
  if (self->owns_store && self->store != NULL)
    sol_store_close (self->store);
  if (self->owns_store)
    g_clear_object (&self->store);
}

/* Leaves nothing behind that was not there. */
static void
fail (SolImportJob *self, GTask *task, GError *owned_error)
{
  let_store_go (self);
  if (self->is_new)
    sol_folder_remove_async (self->folder, NULL, NULL, NULL);
  g_task_return_error (task, owned_error);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolImportJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (sol_store_replace_finish (SOL_STORE (source), result, &error))
    {
      let_store_go (self);
      self->is_new = FALSE;
      g_task_return_boolean (task, TRUE);
    }
  else
    fail (self, task, error);
}

static void
replace (GTask *owned_task)
{
  SolImportJob *self = g_task_get_source_object (owned_task);

  sol_store_replace_async (self->store, fill, self, g_task_get_cancellable (owned_task),
                           on_replaced, owned_task);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolImportJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->store = sol_store_open_finish (result, &error);
  self->owns_store = TRUE;
  if (self->store == NULL)
    fail (self, task, error);
  else
    replace (g_steal_pointer (&task));
}

static void
sol_import_job_finalize (GObject *object)
{
  SolImportJob *self = SOL_IMPORT_JOB (object);

  let_store_go (self);
  g_clear_object (&self->store);
  g_clear_object (&self->file);
  g_clear_pointer (&self->report, sol_import_report_free);
  g_free (self->folder);
  G_OBJECT_CLASS (sol_import_job_parent_class)->finalize (object);
}

static void
sol_import_job_class_init (SolImportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_import_job_finalize;
}

static void
sol_import_job_init (SolImportJob *self)
{
}

/**
 * sol_import_job_new:
 * @file: what is read
 * @folder: of the catalogue it becomes
 * @store: (nullable): of that folder, when it is open already; a folder has one writer
 *
 * Returns: (transfer full): a job that has not begun
 */
SolImportJob *
sol_import_job_new (GFile *file, const char *folder, SolStore *store)
{
  SolImportJob *self = g_object_new (SOL_TYPE_IMPORT_JOB, NULL);

  self->file = g_object_ref (file);
  self->folder = g_strdup (folder);
  g_set_object (&self->store, store);
  return self;
}

/**
 * sol_import_job_get_progress:
 *
 * Returns: 0 to 1, of the step under way; any thread
 */
double
sol_import_job_get_progress (SolImportJob *self)
{
  return (double) g_atomic_int_get (&self->progress) / PROGRESS_UNIT;
}

/**
 * sol_import_job_read_async:
 *
 * Reads the whole file, and writes nothing. Once a job.
 */
void
sol_import_job_read_async (SolImportJob *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_import_job_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * sol_import_job_read_finish:
 *
 * Returns: (transfer none): what was read, or %NULL with @error
 */
const SolImportReport *
sol_import_job_read_finish (SolImportJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? self->report : NULL;
}

/**
 * sol_import_job_keep_async:
 *
 * Makes what the file says the content of the catalogue of the folder.
 */
void
sol_import_job_keep_async (SolImportJob *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_import_job_keep_async);
  /* A catalogue that is kept is not told as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  if (self->store != NULL)
    replace (task);
  else
    sol_store_open_async (self->folder, cancellable, on_opened, task);
}

/**
 * sol_import_job_keep_finish:
 *
 * Returns: whether the catalogue is kept; it is as it was before when not
 */
gboolean
sol_import_job_keep_finish (SolImportJob *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
