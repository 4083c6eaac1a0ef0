/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-import-job.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/sol-import-memory.h"
#include "exchange/sol-import.h"
#include "model/sol-change.h"
#include "store/sol-store-snapshot.h"

#define BATCH 1000         /* records a transaction */
#define PROGRESS_UNIT 1000 /* of @progress */

/**
 * SolImportJob:
 *
 * A file on its way to a catalogue of its own. What was read is held in memory until the user has
 * seen the report; only then it takes the place of what the folder held, in one generation: a
 * file that is given up half-way leaves the catalogue as it was.
 */
struct _SolImportJob
{
  GObject parent_instance;

  GFile *file;
  char *folder;
  SolImportMemory *memory;
  SolImportReport *report;
  SolStore *store;
  GPtrArray *records; /* (element-type SolImportRecord), what remains to be kept; of memory */
  guint n_kept;
  gint64 rev;
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
read_file (SolImportJob *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (self->file);
  const char *format = path != NULL ? sol_import_guess_format (path) : NULL;

  if (path == NULL)
    g_set_error_literal (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                         _ ("This file is not on this computer. Copy it here first."));
  else if (format == NULL)
    g_set_error_literal (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_UNKNOWN_FORMAT,
                         _ ("This file is empty or cannot be read."));
  else
    return sol_import_run (format, path, sol_import_memory_get_target (self->memory), FALSE,
                           note_progress, self, cancellable, &self->report, error);
  return FALSE;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_file (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* As a line of the feed, which is what the store keeps documents from. */
static SolChange *
make_change (const SolImportRecord *record, gint64 rev, gint64 seq)
{
  SolChange *change = g_new0 (SolChange, 1);
  g_autofree char *head = g_strdup_printf (
      "{\"t\":\"%s\",\"id\":\"%s\",\"s\":\"%s\",\"rev\":%" G_GINT64_FORMAT
      ",\"seq\":%" G_GINT64_FORMAT ",\"doc\":",
      record->type, record->id, record->scope, rev, seq);

  change->kind = SOL_CHANGE_PUT;
  change->type = g_strdup (record->type);
  change->id = g_strdup (record->id);
  change->scope = g_strdup (record->scope);
  change->rev = rev;
  change->seq = seq;
  change->line = g_strconcat (head, record->doc, "}", NULL);
  change->doc = change->line + strlen (head);
  change->doc_length = strlen (record->doc);
  return change;
}

static GPtrArray *
take_batch (SolImportJob *self)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);

  for (guint i = 0; i < BATCH && self->n_kept < self->records->len; i++, self->n_kept++)
    g_ptr_array_add (changes, make_change (g_ptr_array_index (self->records, self->n_kept),
                                           self->rev, self->n_kept + 1));
  return changes;
}

static void
finish_keeping (GTask *owned_task, GError *error)
{
  g_autoptr (GTask) task = owned_task;
  SolImportJob *self = g_task_get_source_object (task);

  if (self->store != NULL)
    sol_store_close (self->store);
  g_clear_object (&self->store);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  sol_store_snapshot_end_finish (SOL_STORE (source), result, &error);
  finish_keeping (user_data, error);
}

static void keep_batch (GTask *owned_task);

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (sol_store_snapshot_apply_finish (SOL_STORE (source), result, &error))
    keep_batch (user_data);
  else
    finish_keeping (user_data, error);
}

static void
keep_batch (GTask *owned_task)
{
  SolImportJob *self = g_task_get_source_object (owned_task);
  GCancellable *cancellable = g_task_get_cancellable (owned_task);
  g_autoptr (GPtrArray) changes = take_batch (self);

  note_progress (self->records->len > 0 ? (double) self->n_kept / self->records->len : 1, NULL,
                 self);
  if (changes->len == 0)
    sol_store_snapshot_end_async (self->store, "file", cancellable, on_ended, owned_task);
  else
    sol_store_snapshot_apply_async (self->store, changes, self->n_kept, cancellable, on_applied,
                                    owned_task);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  if (sol_store_snapshot_begin_finish (SOL_STORE (source), result, &error) >= 0)
    keep_batch (user_data);
  else
    finish_keeping (user_data, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  SolImportJob *self = g_task_get_source_object (task);
  g_autofree char *generation = NULL;
  GError *error = NULL;

  self->store = sol_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      finish_keeping (task, error);
      return;
    }
  /* Newer than whatever an earlier reading of the file left. */
  self->rev = g_get_real_time ();
  generation = g_strdup_printf ("file-%" G_GINT64_FORMAT, self->rev);
  sol_store_snapshot_begin_async (self->store, generation, g_task_get_cancellable (task), on_begun,
                                  task);
}

static void
sol_import_job_finalize (GObject *object)
{
  SolImportJob *self = SOL_IMPORT_JOB (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->memory, sol_import_memory_free);
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
  self->memory = sol_import_memory_new ();
}

/**
 * sol_import_job_new:
 * @file: what is read
 * @folder: of the catalogue it becomes
 *
 * Returns: (transfer full): a job that has not begun
 */
SolImportJob *
sol_import_job_new (GFile *file, const char *folder)
{
  SolImportJob *self = g_object_new (SOL_TYPE_IMPORT_JOB, NULL);

  self->file = g_object_ref (file);
  self->folder = g_strdup (folder);
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
 * Makes what was read the content of the catalogue of the folder.
 */
void
sol_import_job_keep_async (SolImportJob *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_import_job_keep_async);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = sol_import_memory_list (self->memory);
  self->n_kept = 0;
  g_mkdir_with_parents (self->folder, 0700);
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
