/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-random.h"

#include <errno.h>
#include <sys/random.h>

static void
fill_by_system (gpointer buffer, gsize size)
{
  guint8 *at = buffer;

  while (size > 0)
    {
      gssize n = getrandom (at, size, 0);

      if (n < 0 && errno != EINTR)
        g_error ("The system gives no random bytes: %s", g_strerror (errno));
      at += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }
}

static SolRandomFill fill_random = fill_by_system;

/**
 * sol_random_fill:
 * @buffer: (out): gets bytes that nobody can foresee
 *
 * The one place where chance is drawn, but for secrets: those are libsodium's. Any thread.
 */
void
sol_random_fill (gpointer buffer, gsize size)
{
  fill_random (buffer, size);
}

/**
 * sol_random_range:
 *
 * Returns: from @least to @most, each as likely
 */
guint32
sol_random_range (guint32 least, guint32 most)
{
  guint64 n = (guint64) most - least + 1;
  guint64 drawn;

  do
    {
      guint32 word;

      sol_random_fill (&word, sizeof word);
      drawn = word;
    }
  while (drawn >= (G_MAXUINT32 + G_GUINT64_CONSTANT (1)) / n * n);
  return least + (guint32) (drawn % n);
}

/**
 * sol_random_set:
 * @fill: (nullable): %NULL: the system's
 *
 * For tests, which do the same again. Before anything draws.
 */
void
sol_random_set (SolRandomFill fill)
{
  fill_random = fill != NULL ? fill : fill_by_system;
}
