/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-export.h"

#include <glib/gi18n.h>

#include "exchange/sol-export-suppliers.h"
#include "store/sol-store-records.h"

#define BATCH 200 /* records loaded and written at a time */

/* A file under way. It takes the place of an older one only when it is closed whole. */
typedef struct
{
  SolStore *store;
  GArray *keys;
  guint next;
  guint n_written;
  GFileOutputStream *stream; /* NULL: the text is kept */
  GString *text;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->store);
  g_array_unref (export->keys);
  g_clear_object (&export->stream);
  g_string_free (export->text, TRUE);
  g_free (export);
}

static void load_batch (GTask *owned_task); /* the chain goes round */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_string_set_size (export->text, 0);
  load_batch (g_steal_pointer (&task));
}

static void
pass_on (GTask *owned_task)
{
  Export *export = g_task_get_task_data (owned_task);

  if (export->stream == NULL)
    load_batch (owned_task);
  else
    g_output_stream_write_all_async (G_OUTPUT_STREAM (export->stream), export->text->str,
                                     export->text->len, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (owned_task), on_written, owned_task);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = sol_store_load_finish (SOL_STORE (source), result, &error);

  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    if (g_ptr_array_index (records, i) != NULL)
      {
        sol_export_suppliers_append (export->text, g_ptr_array_index (records, i));
        export->n_written++;
      }
  pass_on (g_steal_pointer (&task));
}

static void
finish (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Export *export = g_task_get_task_data (task);

  if (export->stream == NULL)
    g_task_return_pointer (task, g_strdup (export->text->str), g_free);
  else
    g_output_stream_close_async (G_OUTPUT_STREAM (export->stream), G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task), on_closed, g_object_ref (task));
}

static void
load_batch (GTask *owned_task)
{
  Export *export = g_task_get_task_data (owned_task);
  guint n = MIN (BATCH, export->keys->len - export->next);
  g_autoptr (GArray) keys = NULL;

  if (n == 0)
    {
      finish (owned_task);
      return;
    }

  keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (keys, &g_array_index (export->keys, gint64, export->next), n);
  export->next += n;
  sol_store_load_async (export->store, keys, g_task_get_cancellable (owned_task), on_loaded,
                        owned_task);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->stream = g_file_replace_finish (G_FILE (source), result, &error);
  if (export->stream == NULL)
    g_task_return_error (task, error);
  else
    load_batch (g_steal_pointer (&task));
}

static Export *
export_new (SolStore *store, GArray *keys)
{
  Export *export = g_new0 (Export, 1);

  export->store = g_object_ref (store);
  export->keys = g_array_ref (keys);
  export->text = g_string_new (NULL);
  sol_export_suppliers_begin (export->text);
  return export;
}

/**
 * sol_export_write_async:
 * @keys: (element-type gint64): of the records, in the order of the rows
 * @file: to be written, or written over
 *
 * Writes a CSV file, some hundred records at a time.
 */
void
sol_export_write_async (SolStore *store,
                        GArray *keys,
                        GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_export_write_async);
  g_task_set_task_data (task, export_new (store, keys), (GDestroyNotify) export_free);
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT, cancellable,
                        on_replaced, task);
}

/**
 * sol_export_write_finish:
 * @n_written: (out): rows in the file, without the head
 *
 * Returns: %FALSE with an error of GIO or of the store; an older file is then as it was
 */
gboolean
sol_export_write_finish (GAsyncResult *result, guint *n_written, GError **error)
{
  Export *export = g_task_get_task_data (G_TASK (result));

  *n_written = export->n_written;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sol_export_make_text_async:
 * @keys: (element-type gint64): of the records
 *
 * The same table as a text, for the clipboard.
 */
void
sol_export_make_text_async (SolStore *store,
                            GArray *keys,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_export_make_text_async);
  g_task_set_task_data (task, export_new (store, keys), (GDestroyNotify) export_free);
  load_batch (task);
}

/**
 * sol_export_make_text_finish:
 *
 * Returns: (transfer full) (nullable): the table
 */
char *
sol_export_make_text_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
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
