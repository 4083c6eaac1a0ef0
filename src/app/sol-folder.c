/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-folder.h"

#define AWAY ".removed" /* at the end of the name of a folder that is being removed */

static gboolean
remove_all (GFile *file, GError **error)
{
  const GFileQueryInfoFlags flags = G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS;
  g_autoptr (GFileEnumerator) entries = NULL;
  GFile *entry = NULL;

  if (g_file_query_file_type (file, flags, NULL) == G_FILE_TYPE_DIRECTORY)
    entries = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME, flags, NULL, NULL);
  while (entries != NULL && g_file_enumerator_iterate (entries, NULL, &entry, NULL, error) &&
         entry != NULL)
    if (!remove_all (entry, error))
      return FALSE;

  return g_file_delete (file, NULL, error);
}

/* Renamed first: whoever wants that name again need not wait, and meets no half of it. */
static void
remove_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autofree char *away_path = g_strconcat (path, AWAY, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) away = g_file_new_for_path (away_path);
  GError *error = NULL;

  remove_all (away, NULL);
  if (g_file_move (file, away, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, NULL, NULL, NULL, &error) &&
      remove_all (away, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sol_folder_remove_async:
 * @path: of a folder that nobody has open
 *
 * Removes it with all that is in it.
 */
void
sol_folder_remove_async (const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_folder_remove_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, remove_in_thread);
}

gboolean
sol_folder_remove_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
