/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-room-private.h"

#include "model/sol-executor.h"
#include "net/sol-net-error.h"

/* With less than that left, the user's own work comes first, and no sync takes more. */
#define KEEP_FREE (200 * 1024 * 1024) /* bytes */

/**
 * sol_room_check: (skip)
 * @folder: on the disk in question
 * @needed: bytes that are about to be written
 *
 * May wait for the disk.
 *
 * Returns: %FALSE with %SOL_NET_ERROR_DISK_FULL, whose message says how much must be free
 */
gboolean
sol_room_check (const char *folder, guint64 needed, GError **error)
{
  const char *const free_space = G_FILE_ATTRIBUTE_FILESYSTEM_FREE;
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, free_space, NULL, NULL);
  g_autofree char *text = g_format_size (KEEP_FREE + needed);

  if (info == NULL || !g_file_info_has_attribute (info, free_space) ||
      g_file_info_get_attribute_uint64 (info, free_space) >= KEEP_FREE + needed)
    return TRUE;

  g_set_error (error, SOL_NET_ERROR, SOL_NET_ERROR_DISK_FULL, "%s must be free in %s", text,
               folder);
  return FALSE;
}

static void
check_in_thread (GTask *task, gpointer source, gpointer folder, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sol_room_check (folder, 0, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sol_room_check_async: (skip)
 *
 * Whether there is room for a sync at all.
 */
void
sol_room_check_async (const char *folder,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_room_check_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  sol_task_run_in_thread (task, check_in_thread);
}

gboolean
sol_room_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
