/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/sol-import-private.h"
#include "model/sol-clock.h"
#include "model/sol-uuid.h"

#define PROGRESS_EVERY 200000 /* µs */
#define UNDO_BATCH 256        /* entries a transaction */

G_DEFINE_QUARK (sol_import_error, sol_import_error)

typedef struct
{
  const char *name;
  SolImportRead read;
  gboolean folder; /* takes one too */
} Format;

static const Format formats[] = {
  { "csv", sol_import_read_csv, FALSE },     { "ess-csv", sol_import_read_ess, FALSE },
  { "json", sol_import_read_json, FALSE },   { "le-marche", sol_import_read_le_marche, TRUE },
  { "terms", sol_import_read_terms, FALSE },
};

/**
 * sol_import_get_formats:
 *
 * Returns: (array zero-terminated=1): the names sol_import_run() takes
 */
const char *const *
sol_import_get_formats (void)
{
  static const char *names[G_N_ELEMENTS (formats) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    names[i] = formats[i].name;
  return names;
}

static const Format *
find_format (const char *name, GError **error)
{
  g_autofree char *names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return &formats[i];
  names = g_strjoinv (", ", (char **) sol_import_get_formats ());
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_UNKNOWN_FORMAT,
               _ ("There is no format “%s”. Choose one of: %s."), name, names);
  return NULL;
}

/*
 * sol_import_tell_progress:
 * @fraction: of the file, 0 to 1
 *
 * Returns: %FALSE when the import was cancelled
 */
gboolean
sol_import_tell_progress (SolImport *self, double fraction, GError **error)
{
  gint64 now = g_get_monotonic_time ();

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->progress == NULL || now - self->told_at < PROGRESS_EVERY)
    return TRUE;
  self->told_at = now;
  self->progress (CLAMP (fraction, 0, 1), self->report, self->progress_data);
  return TRUE;
}

static void
drop_batch (SolImport *self)
{
  if (self->n_in_batch == 0)
    return;
  self->target->rollback (self->target->user_data);
  self->report->n[SOL_IMPORT_CREATED] = self->n_created;
  self->report->n[SOL_IMPORT_UPDATED] = self->n_updated;
  self->n_in_batch = 0;
}

/**
 * sol_import_run:
 * @format: one of sol_import_get_formats()
 * @path: a file, or the folder of a format that takes one
 * @preview: finds out what would happen, and writes nothing
 * @progress: (nullable): told now and then
 * @cancellable: (nullable): asked at each row
 * @report: (out) (transfer full) (nullable): what became of the rows; set too when the import
 * failed after some rows, since the batches that were committed stay: undo them by its import_id
 *
 * Reads a file into @target, row by row: memory does not grow with the file, but for the keys that
 * were seen (12 bytes each) and, of le-marche, what is tied to a structure from other tables.
 * Blocks, for as long as the file takes: for a worker thread.
 *
 * Returns: %FALSE with @error set when the file cannot be read, is not of that format, or @target
 *   failed; #SolImportError, #GIOErrorEnum or the target's own
 */
gboolean
sol_import_run (const char *format,
                const char *path,
                const SolImportTarget *target,
                gboolean preview,
                SolImportProgress progress,
                gpointer progress_data,
                GCancellable *cancellable,
                SolImportReport **report,
                GError **error)
{
  const Format *found = find_format (format, error);
  g_autoptr (SolSeen) seen = sol_seen_new ();
  g_autofree char *now = sol_clock_print (sol_clock_seconds ());
  SolImport self = { target,        preview,     progress,
                     progress_data, cancellable, sol_import_report_new (),
                     .seen = seen,  .now = now };
  gboolean done;

  *report = self.report;
  if (found == NULL || !sol_import_check_file (path, found->folder, error))
    return FALSE;
  if (!preview)
    self.report->import_id = sol_uuid_new ();
  done = found->read (&self, path, error) && sol_import_end_batch (&self, error);
  if (!done)
    drop_batch (&self);
  else if (progress != NULL)
    progress (1, self.report, progress_data);
  return done;
}

/* Takes one write back, unless somebody changed the record since. */
static gboolean
undo_one (const SolImportTarget *target,
          const SolImportUndo *entry,
          SolImportReport *report,
          GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *doc = target->get (target->user_data, entry->type, entry->id, &failed);
  g_autofree char *hash = doc == NULL ? NULL : sol_import_hash_document (doc);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (g_strcmp0 (hash, entry->after) != 0)
    {
      report->n[SOL_IMPORT_UNCHANGED]++;
      sol_import_report_add (report, entry->line, SOL_IMPORT_UNCHANGED, entry->id,
                             doc == NULL ? "gone-since" : "changed-since", NULL);
      return TRUE;
    }
  report->n[entry->before == NULL ? SOL_IMPORT_CREATED : SOL_IMPORT_UPDATED]++;
  if (entry->before == NULL)
    return target->remove (target->user_data, entry->type, entry->id, error);
  return target->put (target->user_data, entry->type, entry->id, entry->scope, entry->before,
                      error);
}

/* Returns: how many entries were undone, 0 when none is left, -1 for a failure. */
static int
undo_batch (const SolImportTarget *target,
            const char *import_id,
            SolImportReport *report,
            GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GPtrArray)
      entries = target->log_take (target->user_data, import_id, UNDO_BATCH, &failed);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return -1;
    }
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    if (!undo_one (target, entries->pdata[i], report, error))
      return -1;
  return entries == NULL ? 0 : (int) entries->len;
}

/**
 * sol_import_undo:
 * @import_id: of the report of an import
 * @report: (out) (transfer full): records removed are counted as created, those put back as
 * updated, those left alone since they were changed after the import as unchanged, each with its
 * line
 *
 * Takes back what an import wrote, the last write first. A failure leaves whole batches: call it
 * again to go on. Blocks: for a worker thread.
 */
gboolean
sol_import_undo (const SolImportTarget *target,
                 const char *import_id,
                 SolImportReport **report,
                 GError **error)
{
  int n = 0;
  guint total = 0;

  *report = sol_import_report_new ();
  (*report)->import_id = g_strdup (import_id);
  if (target->log_take == NULL)
    {
      g_set_error_literal (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NO_UNDO,
                           _ ("Imports into this catalogue cannot be undone"));
      return FALSE;
    }
  do
    {
      if (!target->begin (target->user_data, error))
        return FALSE;
      n = undo_batch (target, import_id, *report, error);
      if (n < 0 || !target->commit (target->user_data, error))
        {
          target->rollback (target->user_data);
          return FALSE;
        }
      total += n;
    }
  while (n > 0);
  if (total > 0)
    return TRUE;
  g_set_error (error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NO_UNDO,
               _ ("There is nothing to undo of the import “%s”"), import_id);
  return FALSE;
}
