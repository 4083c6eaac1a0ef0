/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/form/sol-typed.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define CENTS 100
#define MAX_DIGITS 15 /* of euros or of a count: any more is a slip */

static void
set_text (GValue *value, const char *text)
{
  g_value_init (value, G_TYPE_STRING);
  g_value_set_string (value, text);
}

/* "1 250,5" and "1250.50" are 125050. */
static gboolean
read_amount (const char *typed, guint n_decimals, gint64 *amount)
{
  gint64 number = 0;
  guint n_digits = 0;
  guint decimals = G_MAXUINT; /* after the point; none was seen */

  for (const char *at = typed; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (*at == ',' || *at == '.')
        decimals = decimals == G_MAXUINT ? 0 : decimals;
      else if (g_ascii_isdigit (*at) && (decimals == G_MAXUINT || decimals < n_decimals) &&
               n_digits < MAX_DIGITS)
        {
          number = number * 10 + (*at - '0');
          n_digits++;
          decimals += decimals != G_MAXUINT;
        }
    }
  for (guint i = decimals == G_MAXUINT ? 0 : decimals; i < n_decimals; i++)
    number *= 10;
  *amount = number;
  return n_digits > 0;
}

/* "12/03/2026", "12.3.26" and "2026-03-12"; what is no day is held as it was typed. */
static char *
read_date (const char *typed)
{
  int y, m, d;
  char mark[2];

  if (sscanf (typed, "%2d%1[/.- ]%2d%1[/.- ]%4d", &d, mark, &m, mark, &y) != 5)
    return g_strdup (typed);
  if (y < 100)
    y += 2000;
  if (y < 1000 || !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return g_strdup (typed);
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}

/**
 * sol_typed_read:
 * @kind: of the field
 * @value: (out caller-allocates): unset before, and when nothing was typed
 *
 * What cannot be sent yet, such as half a date, is a value too: nothing typed is lost.
 */
void
sol_typed_read (SolFieldKind kind, const char *typed, GValue *value)
{
  gint64 amount;

  if (kind == SOL_FIELD_NUMBER || kind == SOL_FIELD_MONEY)
    {
      if (!read_amount (typed, kind == SOL_FIELD_MONEY ? 2 : 0, &amount))
        return;
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, amount);
    }
  else if (*typed != '\0')
    {
      g_autofree char *date = kind == SOL_FIELD_DATE ? read_date (typed) : NULL;

      set_text (value, date != NULL ? date : typed);
    }
}

/* Without spaces between thousands, which would get in the way of the caret. */
static char *
write_money (gint64 cents)
{
  if (cents % CENTS == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, cents / CENTS);
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%02d", cents / CENTS, C_ ("decimal point", "."),
                          (int) (cents % CENTS));
}

/**
 * sol_typed_write:
 *
 * Returns: (transfer full): what stands for @value in an entry
 */
char *
sol_typed_write (SolFieldKind kind, const GValue *value)
{
  int y, m, d;

  if (sol_value_is_empty (value))
    return g_strdup ("");
  if (kind == SOL_FIELD_NUMBER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));
  if (kind == SOL_FIELD_MONEY)
    return write_money (g_value_get_int64 (value));
  if (kind == SOL_FIELD_DATE && sscanf (g_value_get_string (value), "%4d-%2d-%2d", &y, &m, &d) == 3)
    return g_strdup_printf ("%02d/%02d/%04d", d, m, y);
  return g_value_dup_string (value);
}

/**
 * sol_typed_accepts:
 *
 * Returns: whether @character can be part of what is typed; letters are not part of a number
 */
gboolean
sol_typed_accepts (SolFieldKind kind, gunichar character)
{
  const gboolean digit = g_unichar_isdigit (character);

  switch (kind)
    {
    case SOL_FIELD_NUMBER:
      return digit || g_unichar_isspace (character);
    case SOL_FIELD_MONEY:
      return digit || g_unichar_isspace (character) || character == ',' || character == '.';
    default:
      return TRUE;
    }
}
