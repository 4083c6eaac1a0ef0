/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sim-disk.h"

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

/* Names of files, in place of the C library's. Returns: whether the disk, if it is one of ours,
 * lets it be done */
static gboolean
take_step (SimDisk *disk)
{
  int code = disk != NULL ? sim_disk_step (disk, FALSE, -1) : 0;

  if (code != 0)
    errno = EIO;
  return code == 0;
}

static int
take_away (const char *path, int flags)
{
  SimDisk *disk = sim_disk_find (path);

  if (!take_step (disk))
    return -1;
  if (flags == 0 && disk != NULL && sim_disk_has (disk, path))
    {
      sim_disk_delete (disk, path);
      return 0;
    }
  return unlinkat (AT_FDCWD, path, flags);
}

int
unlink (const char *path)
{
  return take_away (path, 0);
}

int
rmdir (const char *path)
{
  return take_away (path, AT_REMOVEDIR);
}

int
remove (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) ? rmdir (path) : unlink (path);
}

int
rename (const char *from, const char *to)
{
  SimDisk *disk = sim_disk_find (from);

  if (!take_step (disk))
    return -1;
  if (renameat (AT_FDCWD, from, AT_FDCWD, to) != 0)
    return -1;
  if (disk != NULL)
    sim_disk_move (disk, from, to);
  return 0;
}
