/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sol-store-files-private.h"

/* Who has a folder open, for the one who looks for him. */

#define LOCKS "/proc/locks"

/* "1: FLOCK  ADVISORY  WRITE 4321 00:1b:16005563 0 EOF" */
static gboolean
tells_holder (const char *line, guint64 inode, int *process)
{
  guint64 held;

  return sscanf (line, "%*d: FLOCK %*s %*s %d %*[^:]:%*[^:]:%" G_GUINT64_FORMAT, process, &held) ==
             2 &&
         held == inode;
}

static char *
name_process (int process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", process);
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &name, NULL, NULL))
    return g_strdup_printf ("process %d", process);
  return g_strdup_printf ("%s (process %d)", g_strstrip (name), process);
}

/**
 * sol_store_find_holder: (skip)
 * @file: a descriptor of what is locked
 *
 * Returns: (transfer full): the process that holds a lock on it, as far as the system tells
 */
char *
sol_store_find_holder (int file)
{
  g_autofree char *locks = NULL;
  g_auto (GStrv) lines = NULL;
  struct stat held;
  int process = 0;
  int other = 0;

  if (fstat (file, &held) != 0 || !g_file_get_contents (LOCKS, &locks, NULL, NULL))
    return g_strdup ("another process");
  lines = g_strsplit (locks, "\n", -1);
  for (guint i = 0; lines[i] != NULL && (other == 0 || other == getpid ()); i++)
    if (tells_holder (lines[i], held.st_ino, &process))
      other = process;
  return other != 0 ? name_process (other) : g_strdup ("another process");
}
