/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/review/sol-review-words.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "model/sol-clock.h"

/* What is said of a listing that is reviewed. */

/* Returns: (transfer none): where it is between the structure, its moderators and buyers */
const char *
sol_review_words_get_state (SolRecord *review)
{
  const char *state = sol_record_get_text (review, "state");

  return state != NULL ? state : "submitted";
}

/* Whether it is a moderator's turn. */
gboolean
sol_review_words_is_waiting (SolRecord *review)
{
  return g_str_equal (sol_review_words_get_state (review), "submitted");
}

/* Returns: since it is as it is, in days of the calendar here */
gint64
sol_review_words_count_days (SolRecord *review)
{
  const char *told = sol_record_get_text (review, "state_at");
  g_autoptr (GDateTime) moment = told != NULL ? g_date_time_new_from_iso8601 (told, NULL) : NULL;
  g_autoptr (GDateTime) at = moment != NULL ? g_date_time_to_local (moment) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (sol_clock_seconds ());
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) to = NULL;

  if (at == NULL || now == NULL)
    return 0;
  from = g_date_time_new_utc (g_date_time_get_year (at), g_date_time_get_month (at),
                              g_date_time_get_day_of_month (at), 0, 0, 0);
  to = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now),
                            g_date_time_get_day_of_month (now), 0, 0, 0);
  return MAX (0, g_date_time_difference (to, from) / G_TIME_SPAN_DAY);
}

/* Returns: (transfer full): "12 days" */
char *
sol_review_words_say_age (SolRecord *review)
{
  const gint64 days = sol_review_words_count_days (review);

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), (int) days);
}

/* Returns: (transfer full): "Cavaillon (84)" */
char *
sol_review_words_say_place (SolRecord *review)
{
  const char *city = sol_record_get_text (review, "city");
  const char *department = sol_record_get_text (review, "department");

  if (city == NULL)
    return g_strdup (department != NULL ? department : "");
  return department != NULL ? g_strdup_printf ("%s (%s)", city, department) : g_strdup (city);
}

static const char *
say_turn (SolRecord *review)
{
  static const struct
  {
    const char *state;
    const char *words;
  } states[] = {
    { "changes-asked", N_ ("Changes asked") },
    { "published", N_ ("Published") },
    { "refused", N_ ("Refused") },
    { "suspended", N_ ("Suspended") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, sol_review_words_get_state (review)))
      return _ (states[i].words);
  if (sol_record_get_items (review, "remarks") != NULL ||
      sol_record_get_text (review, "remark") != NULL)
    return _ ("Answers to remarks");
  return sol_record_get_text (review, "verified_on") != NULL ? _ ("Published listing, changed")
                                                             : _ ("First request");
}

/* Returns: (transfer full): what is asked, or what was decided and how far that is */
char *
sol_review_words_say_what (SolShownRecord *shown)
{
  const char *turn = say_turn (sol_shown_record_get_record (shown));

  switch (sol_shown_record_get_state (shown))
    {
    case SOL_SHOWN_CONFLICT:
      return g_strdup (_ ("Changed while you decided"));
    case SOL_SHOWN_WAITING:
      /* TRANSLATORS: what was decided, and that it has not left yet */
      return g_strdup_printf (_ ("%s, to be sent"), turn);
    case SOL_SHOWN_REFUSED:
      /* TRANSLATORS: as it is, after what was decided came too late */
      return g_strdup_printf (_ ("%s; your decision was not taken"), turn);
    default:
      return g_strdup (turn);
    }
}

/* Returns: (transfer full): "ACI · Cavaillon (84) · Answers to remarks" */
char *
sol_review_words_say_where (SolShownRecord *shown)
{
  SolRecord *review = sol_shown_record_get_record (shown);
  const char *kind = sol_record_get_text (review, "kind");
  g_autofree char *place = sol_review_words_say_place (review);
  g_autofree char *what = sol_review_words_say_what (shown);
  g_autoptr (GString) text = g_string_new (kind);

  if (*place != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", place);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", what);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full): since when it is here, or decided */
char *
sol_review_words_say_received (SolRecord *review)
{
  g_autofree char *day = sol_format_date (sol_record_get_text (review, "state_at"));

  /* TRANSLATORS: %s is a day */
  return g_strdup_printf (
      sol_review_words_is_waiting (review) ? _ ("received on %s") : _ ("decided on %s"), day);
}
