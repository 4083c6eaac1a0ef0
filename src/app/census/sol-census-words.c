/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/census/sol-census-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "app/sol-format.h"
#include "model/sol-clock.h"
#include "model/sol-query.h"
#include "model/sol-referential.h"

/* What is said of how many structures came how far. */

/* Returns: (transfer none): the word above its number */
const char *
sol_census_words_get_stage (SolCensusStage stage)
{
  static const char *const words[SOL_CENSUS_N_STAGES] = {
    [SOL_CENSUS_CENSUSED] = NC_ ("structures", "Censused"),
    [SOL_CENSUS_CLAIMED] = NC_ ("structures", "Claimed"),
    [SOL_CENSUS_COMPLETE] = NC_ ("structures", "Complete"),
    [SOL_CENSUS_ADMITTED] = NC_ ("structures", "Admitted"),
  };

  return g_dpgettext2 (NULL, "structures", words[stage]);
}

/* Returns: (transfer none): what it takes to be counted there */
const char *
sol_census_words_explain_stage (SolCensusStage stage)
{
  static const char *const words[SOL_CENSUS_N_STAGES] = {
    [SOL_CENSUS_CENSUSED] = N_ ("known, in the catalogue or the census"),
    [SOL_CENSUS_CLAIMED] = N_ ("its people have a listing"),
    [SOL_CENSUS_COMPLETE] = N_ ("it is filled to 70 % or more, or admitted"),
    [SOL_CENSUS_ADMITTED] = N_ ("buyers see it"),
  };

  return _ (words[stage]);
}

/* Returns: (transfer full): "Vaucluse (84)", "Coorace" */
char *
sol_census_words_say_place (SolCensusBy by, const char *code)
{
  if (g_str_equal (code, SOL_FACET_UNKNOWN))
    return g_strdup (by == SOL_CENSUS_BY_NETWORK ? _ ("No network told")
                                                 : _ ("Département not told"));
  if (by == SOL_CENSUS_BY_NETWORK)
    return g_strdup (sol_referential_label ("networks", code));
  return g_strdup_printf ("%s (%s)", sol_referential_label ("departments", code), code);
}

/* Returns: (transfer full): "41 censused, 12 claimed, 5 complete, 3 admitted" */
char *
sol_census_words_say_count (const guint n[SOL_CENSUS_N_STAGES])
{
  g_autofree char *censused = g_strdup_printf (
      ngettext ("%u censused", "%u censused", n[SOL_CENSUS_CENSUSED]), n[SOL_CENSUS_CENSUSED]);
  g_autofree char *claimed = g_strdup_printf (
      ngettext ("%u claimed", "%u claimed", n[SOL_CENSUS_CLAIMED]), n[SOL_CENSUS_CLAIMED]);
  g_autofree char *complete = g_strdup_printf (
      ngettext ("%u complete", "%u complete", n[SOL_CENSUS_COMPLETE]), n[SOL_CENSUS_COMPLETE]);
  g_autofree char *admitted = g_strdup_printf (
      ngettext ("%u admitted", "%u admitted", n[SOL_CENSUS_ADMITTED]), n[SOL_CENSUS_ADMITTED]);

  return g_strdup_printf ("%s, %s, %s, %s", censused, claimed, complete, admitted);
}

/**
 * sol_census_words_say_goal:
 * @goal: 0: there is none
 * @until: (nullable): a day
 *
 * Returns: (transfer full): "128 structures of 500 by 31 Dec 2026"
 */
char *
sol_census_words_say_goal (guint n, guint goal, const char *until)
{
  g_autofree char *number = sol_format_number (n);
  g_autofree char *wanted = sol_format_number (goal);
  g_autofree char *day = sol_format_date (until);

  if (goal == 0)
    return g_strdup_printf (
        /* Translators: %s is a number */
        ngettext ("%s structure censused", "%s structures censused", n), number);
  if (until == NULL)
    /* Translators: both are numbers */
    return g_strdup_printf (_ ("%1$s of %2$s structures censused"), number, wanted);
  /* Translators: two numbers and a date */
  return g_strdup_printf (_ ("%1$s of %2$s structures censused by %3$s"), number, wanted, day);
}

/* Days of the calendar here; 0 on the day itself, and after it. */
static guint
count_days (const char *until)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (sol_clock_seconds ());
  GDate today, last;
  int y, m, d;

  if (until == NULL || sscanf (until, "%4d-%2d-%2d", &y, &m, &d) != 3 || y < 1 ||
      !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return 0;
  g_date_clear (&last, 1);
  g_date_set_dmy (&last, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  g_date_time_get_ymd (now, &y, &m, &d);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  return (guint) MAX (0, g_date_days_between (&today, &last));
}

/**
 * sol_census_words_say_rest:
 *
 * Returns: (transfer full): how many are missing and in how many days, or that it is reached; ""
 *   without a goal
 */
char *
sol_census_words_say_rest (guint n, guint goal, const char *until)
{
  const guint rest = goal > n ? goal - n : 0;
  const guint days = count_days (until);
  g_autofree char *number = sol_format_number (rest);
  g_autofree char *missing = NULL;
  g_autofree char *time = NULL;

  if (goal == 0)
    return g_strdup ("");
  if (rest == 0)
    return g_strdup (_ ("The goal is reached."));
  missing = g_strdup_printf (
      /* Translators: %s is a number, of structures */
      ngettext ("%s more to find", "%s more to find", rest), number);
  if (days == 0)
    return g_strdup_printf ("%s.", missing);
  time = g_strdup_printf (ngettext ("in %u day", "in %u days", days), days);
  /* Translators: "12 more to find in 34 days." */
  return g_strdup_printf (_ ("%1$s %2$s."), missing, time);
}
