/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-version.h"

/**
 * sol_version_compare:
 *
 * Compares version numbers: "0.10.1" is after "0.9"; what is no number counts as 0. Any thread.
 *
 * Returns: less than, equal to or more than 0, as of strcmp()
 */
int
sol_version_compare (const char *a, const char *b)
{
  g_auto (GStrv) parts_a = g_strsplit (a, ".", 4);
  g_auto (GStrv) parts_b = g_strsplit (b, ".", 4);
  guint n_a = g_strv_length (parts_a);
  guint n_b = g_strv_length (parts_b);

  for (guint i = 0; i < MAX (n_a, n_b); i++)
    {
      gint64 x = i < n_a ? g_ascii_strtoll (parts_a[i], NULL, 10) : 0;
      gint64 y = i < n_b ? g_ascii_strtoll (parts_b[i], NULL, 10) : 0;

      if (x != y)
        return x < y ? -1 : 1;
    }

  return 0;
}
