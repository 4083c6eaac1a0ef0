/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdlib.h>

#include "app/sol-headless-private.h"
#include "app/sol-import-store.h"
#include "exchange/sol-import.h"

/* What a file would change, without the window and without writing anything. */

typedef struct
{
  const char *path;
  SolImportReport *report;
} Preview;

static gboolean
read_file (Preview *preview, const SolImportTarget *target, GError **error)
{
  const char *format = sol_import_guess_format (preview->path, error);

  return format != NULL && sol_import_run (format, preview->path, target, TRUE, NULL, NULL, NULL,
                                           &preview->report, error);
}

/* On the store's thread. */
static gboolean
compare (SolStoreContent *content, gpointer data, GCancellable *cancellable, GError **error)
{
  const SolImportTarget target = sol_import_store_make_target (content);

  return read_file (data, &target, error);
}

static gboolean
compare_with_store (Preview *preview, SolStore *store, GError **error)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  sol_store_look_async (store, compare, preview, NULL, sol_headless_keep_result, &kept);
  done = sol_headless_wait (&kept);
  return sol_store_look_finish (store, done, error);
}

static void
print (const SolImportReport *report, SolFormat format)
{
  g_autofree char *text = NULL;

  if (format == SOL_FORMAT_JSON)
    text = sol_import_report_to_json (report);
  else if (format == SOL_FORMAT_CSV)
    text = sol_import_report_to_csv (report);

  if (text == NULL)
    {
      text = sol_import_report_to_text (report, TRUE);
      g_print ("%s", text);
      return;
    }
  sol_headless_write (text);
  if (format == SOL_FORMAT_JSON)
    sol_headless_write ("\n");
}

/**
 * sol_headless_preview: (skip)
 * @store: (nullable): the catalogue that the file is compared with; %NULL for an empty one
 */
gboolean
sol_headless_preview (const SolOptions *options, SolStore *store, GError **error)
{
  Preview preview = { options->import_preview, NULL };
  gboolean done;

  if (store != NULL)
    done = compare_with_store (&preview, store, error);
  else
    done = read_file (&preview, sol_import_target_get_empty (), error);
  if (done)
    print (preview.report, options->format);

  g_clear_pointer (&preview.report, sol_import_report_free);
  return done;
}
