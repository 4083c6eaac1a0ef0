/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-files.h"

#include "app/sol-folder.h"
#include "app/sol-paths.h"

#define MAX_FILES 10 /* catalogues from files that are remembered */

/* The files that were opened as catalogues, the latest first. Each has a folder, which goes when
 * the file is forgotten; the file itself is never touched. */

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sol_folder_remove_finish (result, &error))
    g_message ("A catalogue that was read from a file stays on the disk: %s", error->message);
}

static void
remove_folder (const char *data_dir, const char *uri)
{
  g_autofree char *folder = sol_paths_get_file_folder (data_dir, uri);

  sol_folder_remove_async (folder, NULL, on_removed, NULL);
}

static void
keep (GSettings *settings, GPtrArray *files)
{
  g_ptr_array_add (files, NULL);
  g_settings_set_strv (settings, "files", (const char *const *) files->pdata);
}

/**
 * sol_files_add:
 * @data_dir: the folder of all catalogues
 * @uri: address of the file
 *
 * Puts the file first; the catalogue of the one that is too many is removed.
 *
 * Returns: whether it is new
 */
gboolean
sol_files_add (GSettings *settings, const char *data_dir, const char *uri)
{
  g_auto (GStrv) files = g_settings_get_strv (settings, "files");
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  g_ptr_array_add (kept, (char *) uri);
  for (guint i = 0; files[i] != NULL; i++)
    if (g_str_equal (files[i], uri))
      continue;
    else if (kept->len < MAX_FILES)
      g_ptr_array_add (kept, files[i]);
    else
      remove_folder (data_dir, files[i]);

  keep (settings, kept);
  return !g_strv_contains ((const char *const *) files, uri);
}

/**
 * sol_files_forget:
 *
 * Removes the catalogue that was read from the file. Nobody has it open.
 */
void
sol_files_forget (GSettings *settings, const char *data_dir, const char *uri)
{
  g_auto (GStrv) files = g_settings_get_strv (settings, "files");
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; files[i] != NULL; i++)
    if (!g_str_equal (files[i], uri))
      g_ptr_array_add (kept, files[i]);

  keep (settings, kept);
  remove_folder (data_dir, uri);
}
