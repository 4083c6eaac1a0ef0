/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NBSP "\u00a0"
#define CENTS 100
#define MILLION_EUROS (G_GINT64_CONSTANT (1000000) * CENTS)

/* How numbers and dates read is translated with the words, not taken from the C locale: a machine
 * may speak French without that locale being installed. */

static char *
group_digits (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  const gsize length = strlen (digits);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        /* TRANSLATORS: between groups of three digits: a narrow no-break space in French. */
        g_string_append (text, C_ ("thousands separator", ","));
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_format_number:
 *
 * Returns: (transfer full): a whole number, its digits in groups of three
 */
char *
sol_format_number (gint64 number)
{
  g_autofree char *digits = group_digits (number < 0 ? 0 - (guint64) number : (guint64) number);

  return g_strconcat (number < 0 ? "−" : "", digits, NULL);
}

/**
 * sol_format_percent:
 *
 * Returns: (transfer full): a share of a hundred, with its sign
 */
char *
sol_format_percent (guint percent)
{
  /* TRANSLATORS: a share of a hundred, such as "85 %". */
  return g_strdup_printf (_ ("%u%%"), percent);
}

/**
 * sol_format_decimal:
 * @n_decimals: how many at most, 0 to 6; zeros at the end are left out
 *
 * Returns: (transfer full): a number as the user's language writes it
 */
char *
sol_format_decimal (double number, guint n_decimals)
{
  double whole;
  double rest;
  g_autofree char *digits = NULL;
  char decimals[16];
  gsize end;

  g_return_val_if_fail (n_decimals <= 6, NULL);
  g_return_val_if_fail (isfinite (number), NULL);

  number = round (number * pow (10, n_decimals)) / pow (10, n_decimals);
  rest = modf (fabs (number), &whole);
  g_snprintf (decimals, sizeof decimals, "%0*d", (int) MAX (n_decimals, 1),
              (int) round (rest * pow (10, n_decimals)));
  digits = group_digits ((guint64) whole);
  for (end = strlen (decimals); end > 0 && decimals[end - 1] == '0'; end--)
    decimals[end - 1] = '\0';
  return g_strconcat (number < 0 ? "−" : "", digits,
                      /* TRANSLATORS: a comma in French. */
                      end > 0 ? C_ ("decimal point", ".") : "", decimals, NULL);
}

/**
 * sol_format_money:
 * @cents: cents of euro
 *
 * Returns: (transfer full): "24,50 €"; without decimals when there are none
 */
char *
sol_format_money (gint64 cents)
{
  const guint64 size = cents < 0 ? 0 - (guint64) cents : (guint64) cents;
  g_autofree char *euros = group_digits (size / CENTS);
  g_autofree char *amount = NULL;

  if (size % CENTS == 0)
    amount = g_strconcat (cents < 0 ? "−" : "", euros, NULL);
  else
    amount = g_strdup_printf ("%s%s%s%02u", cents < 0 ? "−" : "", euros, C_ ("decimal point", "."),
                              (guint) (size % CENTS));
  /* TRANSLATORS: an amount of money; in French a no-break space stands before the sign. */
  return g_strdup_printf (_ ("€%s"), amount);
}

/**
 * sol_format_turnover:
 * @cents: cents of euro
 *
 * Returns: (transfer full): "1,24 M€" from a million on, whole euros below
 */
char *
sol_format_turnover (gint64 cents)
{
  g_autofree char *millions = NULL;

  if (cents < MILLION_EUROS)
    return sol_format_money (cents / CENTS * CENTS);
  millions = sol_format_decimal ((double) cents / (double) MILLION_EUROS, 2);
  /* TRANSLATORS: millions of euro; in French a no-break space stands before the unit. */
  return g_strdup_printf (_ ("€%sM"), millions);
}

/**
 * sol_format_price:
 * @cents: cents of euro
 * @unit: (nullable): what one costs that much, "hour"
 *
 * Returns: (transfer full): "24,50 € / heure"
 */
char *
sol_format_price (gint64 cents, const char *unit)
{
  g_autofree char *money = sol_format_money (cents);

  if (unit == NULL || *unit == '\0')
    return g_steal_pointer (&money);
  return g_strconcat (money, NBSP "/ ", unit, NULL);
}

/**
 * sol_format_distance:
 * @km: kilometres
 *
 * Returns: (transfer full): "2,4 km", "24 km": one decimal below ten; "" for NAN
 */
char *
sol_format_distance (double km)
{
  g_autofree char *number = NULL;

  if (!isfinite (km))
    return g_strdup ("");
  number = sol_format_decimal (km, km < 9.95 ? 1 : 0);
  return g_strconcat (number, NBSP "km", NULL);
}

static const char *const months[] = {
  NC_ ("month", "Jan"), NC_ ("month", "Feb"), NC_ ("month", "Mar"), NC_ ("month", "Apr"),
  NC_ ("month", "May"), NC_ ("month", "Jun"), NC_ ("month", "Jul"), NC_ ("month", "Aug"),
  NC_ ("month", "Sep"), NC_ ("month", "Oct"), NC_ ("month", "Nov"), NC_ ("month", "Dec"),
};

/**
 * sol_format_date:
 * @date: (nullable): "2026-09-12", or an instant that begins so
 *
 * Returns: (transfer full): "12 sept. 2026"; what is not a date comes back as it is
 */
char *
sol_format_date (const char *date)
{
  g_autofree char *day = NULL;
  int y, m, d;

  if (date == NULL)
    return g_strdup ("");
  if (sscanf (date, "%4d-%2d-%2d", &y, &m, &d) != 3 || y < 1 ||
      !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return g_strdup (date);
  /* TRANSLATORS: the first day of a month, before its name: "1er" in French. */
  day = d == 1 ? g_strdup (C_ ("first of the month", "1")) : g_strdup_printf ("%d", d);
  /* TRANSLATORS: a date: day, short name of the month, year. */
  return g_strdup_printf (_ ("%1$s %2$s %3$d"), day, g_dpgettext2 (NULL, "month", months[m - 1]),
                          y);
}

/**
 * sol_format_phone:
 * @phone: a number as it was written
 *
 * Returns: (transfer full): "04 65 71 00 12" with no-break spaces; what is not such a number keeps
 *   its characters
 */
char *
sol_format_phone (const char *phone)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = phone; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
    else if (strchr (" .-", *at) == NULL)
      return g_strdup (phone);
  if (digits->len != 10 || digits->str[0] != '0')
    return g_strdup (phone);

  for (gsize i = 0; i < digits->len; i++)
    {
      if (i > 0 && i % 2 == 0)
        g_string_append (text, NBSP);
      g_string_append_c (text, digits->str[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * sol_format_moment:
 * @milliseconds: unix
 *
 * Returns: (transfer full): a time today, else a day and a time
 */
char *
sol_format_moment (gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (milliseconds / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (time == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, as g_date_time_format() takes it */
    return g_date_time_format (time, _ ("%-H:%M"));
  /* Translators: a day and a time, as g_date_time_format() takes it: "Nov 23, 8:12" */
  return g_date_time_format (time, _ ("%b %-e, %-H:%M"));
}
