/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-position.h"

#include <string.h>

/* The place of an item in its list, as the digits of a fraction: between two there is always a
 * third, so that who moves one item touches no other. Compared as text; never ends in 0. */

#define DIGITS "0123456789abcdefghijklmnopqrstuvwxyz"
#define BASE 36
#define MAX_LENGTH 255 /* bytes */

static int
get_digit (const char *position, int none)
{
  return position != NULL && *position != '\0' ? (int) (strchr (DIGITS, *position) - DIGITS) : none;
}

static const char *
skip_digit (const char *position)
{
  return *position != '\0' ? position + 1 : position;
}

/**
 * sol_position_between:
 * @before: (nullable): %NULL: the beginning of the list
 * @after: (nullable): %NULL: its end; otherwise greater than @before
 *
 * Returns: (transfer full): a position greater than @before and less than @after
 */
char *
sol_position_between (const char *before, const char *after)
{
  GString *middle = g_string_new (NULL);
  const char *low = before != NULL ? before : "";
  const char *high = after;

  for (;;)
    {
      int from = get_digit (low, 0);
      int to = get_digit (high, BASE);

      if (to - from > 1)
        {
          g_string_append_c (middle, DIGITS[(from + to) / 2]);
          return g_string_free (middle, FALSE);
        }
      g_string_append_c (middle, DIGITS[from]);
      if (to > from)
        high = NULL;
      low = skip_digit (low);
      high = high != NULL ? skip_digit (high) : NULL;
    }
}

/**
 * sol_position_nth:
 *
 * Returns: (transfer full): where the item stands that never had a position, by its index
 */
char *
sol_position_nth (guint index)
{
  return g_strdup_printf ("%05u5", index);
}

gboolean
sol_position_is_valid (const char *position)
{
  gsize length = strlen (position);

  return length > 0 && length <= MAX_LENGTH && strspn (position, DIGITS) == length &&
         position[length - 1] != '0';
}
