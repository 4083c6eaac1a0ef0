/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-tokens-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_FILE "tokens.lock"
#define MAX_WAIT_MS (60 * 1000) /* longer than the line lets the other one wait */
#define STEP_MS 20

/* Two programs may share the session of an account, and its refresh token is good once: who renews
 * it holds this lock from reading the old one until the new one is kept. flock() is let go by the
 * kernel however the process ends. */

static int
open_lock (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int lock = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
  return lock;
}

/**
 * sol_tokens_lock: (skip)
 * @folder: of the server
 *
 * Waits for whoever has it. Thread: not the main one.
 *
 * Returns: for sol_tokens_unlock(), or -1 with @error
 */
int
sol_tokens_lock (const char *folder, GCancellable *cancellable, GError **error)
{
  const int lock = open_lock (folder, error);
  guint waited_ms = 0;

  while (lock >= 0)
    {
      if (flock (lock, LOCK_EX | LOCK_NB) == 0)
        return lock;
      if (waited_ms >= MAX_WAIT_MS)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               "Another program renews the session, and does not end");
          break;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      g_usleep (STEP_MS * 1000);
      waited_ms += STEP_MS;
    }
  sol_tokens_unlock (lock);
  return -1;
}

void
sol_tokens_unlock (int lock)
{
  if (lock >= 0)
    close (lock);
}
