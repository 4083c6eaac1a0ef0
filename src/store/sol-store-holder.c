/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sol-store-files-private.h"

/* Who has a folder open, for the one who looks for him. */

#define LOCKS "/proc/locks"
#define N_READINGS 4 /* it is read in parts, between which lines move */

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

/* Returns: 0 when nobody is found */
static int
find_process (guint64 inode)
{
  g_autofree char *locks = NULL;
  g_auto (GStrv) lines = NULL;
  int process = 0;
  int other = 0;

  if (!g_file_get_contents (LOCKS, &locks, NULL, NULL))
    return 0;
  lines = g_strsplit (locks, "\n", -1);
  for (guint i = 0; lines[i] != NULL && (other == 0 || other == getpid ()); i++)
    if (tells_holder (lines[i], inode, &process))
      other = process;
  return other;
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
  struct stat held;
  int process = 0;

  if (fstat (file, &held) == 0)
    for (guint i = 0; i < N_READINGS && process == 0; i++)
      process = find_process (held.st_ino);
  return process != 0 ? name_process (process) : g_strdup ("another process");
}
