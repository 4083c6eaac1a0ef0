/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-files.h"

#include <fcntl.h>
#include <glib/gstdio.h>

#define MEMORY "/dev/shm"

/* Returns: (transfer full): a new folder, in memory where there is such a place */
char *
sim_files_make_folder (void)
{
  g_autofree char *in_memory = g_strdup (MEMORY "/sol-sim-XXXXXX");
  char *folder;

  if (g_mkdtemp (in_memory) != NULL)
    return g_steal_pointer (&in_memory);
  folder = g_dir_make_tmp ("sol-sim-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return folder;
}

/* With all that is in it. */
void
sim_files_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0)
        sim_files_remove (path);
    }
  g_rmdir (folder);
}

/* In place of the C library's: the megabytes that a store keeps in reserve would be written each
 * time. */
int
posix_fallocate (int file, off_t offset, off_t size)
{
  return 0;
}
