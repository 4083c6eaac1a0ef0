/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "exchange/sol-csv-writer.h"
#include "exchange/sol-export-suppliers.h"
#include "store/sol-store-content.h"

#define BATCH 200 /* records loaded and written at a time */

/* A table under way. All of it happens on a thread of the store. */
typedef struct
{
  GArray *keys;
  GFile *file; /* (nullable): the text is kept */
  SolExportProgress *progress;
  GString *text;
} Export;

static void
export_free (Export *export)
{
  g_array_unref (export->keys);
  g_clear_object (&export->file);
  g_string_free (export->text, TRUE);
  g_free (export);
}

static gboolean
append_batch (Export *export, SolStoreContent *content, guint start, GError **error)
{
  const guint n = MIN (BATCH, export->keys->len - start);
  g_autoptr (GArray) keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_autoptr (GPtrArray) records = NULL;

  g_array_append_vals (keys, &g_array_index (export->keys, gint64, start), n);
  records = sol_store_content_load (content, keys, error);
  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    sol_export_suppliers_append (export->text, g_ptr_array_index (records, i));
  g_atomic_int_add (&export->progress->n_written, (gint) records->len);
  return TRUE;
}

static gboolean
pass_on (Export *export, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  if (stream == NULL)
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (!g_output_stream_write_all (stream, export->text->str, export->text->len, NULL, cancellable,
                                  error))
    return FALSE;

  g_string_set_size (export->text, 0);
  return TRUE;
}

static gboolean
write_rows (Export *export,
            SolStoreContent *content,
            GOutputStream *stream,
            GCancellable *cancellable,
            GError **error)
{
  sol_export_suppliers_begin (export->text);
  for (guint start = 0; start < export->keys->len; start += BATCH)
    if (!append_batch (export, content, start, error) ||
        !pass_on (export, stream, cancellable, error))
      return FALSE;

  return pass_on (export, stream, cancellable, error);
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
write_file (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  const gboolean is_new = !g_file_query_exists (export->file, NULL);
  g_autoptr (GFileOutputStream)
      file = g_file_replace (export->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  GOutputStream *stream = G_OUTPUT_STREAM (file);

  if (stream == NULL)
    return FALSE;
  if (write_rows (export, content, stream, cancellable, error) &&
      g_output_stream_close (stream, cancellable, error))
    return TRUE;

  discard (export->file, stream, is_new);
  return FALSE;
}

static gboolean
write_text (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  return write_rows (data, content, NULL, cancellable, error);
}

static GTask *
make_task (GArray *keys,
           GFile *file,
           SolExportProgress *progress,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->keys = g_array_ref (keys);
  g_set_object (&export->file, file);
  export->progress = progress;
  export->text = g_string_new (NULL);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sol_store_look_finish (SOL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sol_export_write_async:
 * @keys: (element-type gint64): of the records, in the order of the rows
 * @file: to be written, or written over
 * @progress: at nought; lives until the callback
 *
 * Writes a CSV file, some hundred records at a time.
 */
void
sol_export_write_async (SolStore *store,
                        GArray *keys,
                        GFile *file,
                        SolExportProgress *progress,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = make_task (keys, file, progress, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_export_write_async);
  sol_store_look_async (store, write_file, g_task_get_task_data (task), cancellable, on_done, task);
}

/**
 * sol_export_write_finish:
 *
 * Returns: %FALSE with an error of GIO or of the store; an older file is then as it was, and of a
 *   new one nothing is left
 */
gboolean
sol_export_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_export_make_text_async:
 * @keys: (element-type gint64): of the records
 * @progress: at nought; lives until the callback
 *
 * The same table as a text, for the clipboard.
 */
void
sol_export_make_text_async (SolStore *store,
                            GArray *keys,
                            SolExportProgress *progress,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = make_task (keys, NULL, progress, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_export_make_text_async);
  sol_store_look_async (store, write_text, g_task_get_task_data (task), cancellable, on_done, task);
}

/**
 * sol_export_make_text_finish:
 *
 * Returns: (transfer full) (nullable): the table, without the mark that a file begins with
 */
char *
sol_export_make_text_finish (GAsyncResult *result, GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  return g_strdup (export->text->str + strlen (SOL_CSV_MARK));
}

/**
 * sol_export_make_name:
 *
 * Returns: (transfer full): "structures-84-2026-11-23.csv", with the département when one alone is
 *   asked for
 */
char *
sol_export_make_name (const SolQuery *query)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  GStrv departments = query->facets[SOL_FACET_DEPARTMENT];

  if (departments != NULL && g_strv_length (departments) == 1)
    return g_strdup_printf ("%s-%s-%s.csv", _ ("structures"), departments[0], day);
  return g_strdup_printf ("%s-%s.csv", _ ("structures"), day);
}
