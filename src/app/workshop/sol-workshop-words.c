/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workshop/sol-workshop-words.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "model/sol-item.h"
#include "model/sol-workshop-page.h"
#include "model/sol-workshop.h"

/* What a new workshop begins with; its animator writes others. */
static const char *const themes[SOL_WORKSHOP_N_THEMES] = {
  N_ ("Finding clients"),      N_ ("Answering tenders"),  N_ ("Prices"),
  N_ ("Making oneself known"), N_ ("Capacity and staff"), N_ ("Delivery and logistics"),
};

static const char *const weights[] = { N_ ("How much it weighs"), N_ ("A little"), N_ ("A lot"),
                                       N_ ("It holds us up") };

/* Returns: (transfer none): the nth of those that a new workshop has */
const char *
sol_workshop_words_get_theme (guint n)
{
  return _ (themes[n]);
}

/* Returns: (transfer full): of a workshop that nobody called anything yet */
char *
sol_workshop_words_make_title (const char *day)
{
  g_autofree char *date = sol_format_date (day);

  /* Translators: %s is a date */
  return g_strdup_printf (_ ("Workshop of %s"), date);
}

/**
 * sol_workshop_words_say_when:
 * @workshop: or its table, or a page of it
 *
 * Returns: (transfer full): its day, and where it is if it tells
 */
char *
sol_workshop_words_say_when (SolRecord *workshop)
{
  const char *day = sol_record_get_text (workshop, "day");
  g_autofree char *date = day != NULL ? sol_format_date (day) : g_strdup (_ ("Without a day"));
  const char *venue = sol_record_find_field (workshop, "venue", NULL) != NULL
                          ? sol_record_get_text (workshop, "venue")
                          : sol_record_get_text (workshop, "organiser");

  return venue != NULL ? g_strdup_printf ("%s · %s", date, venue) : g_steal_pointer (&date);
}

/* Returns: (transfer full): below the title of a workshop, or of a page, in a list */
char *
sol_workshop_words_say_row (SolRecord *workshop)
{
  g_autofree char *when = sol_workshop_words_say_when (workshop);
  g_autofree char *joined = NULL;
  guint n;

  if (SOL_IS_WORKSHOP_PAGE (workshop))
    return g_strdup_printf ("%s · %s", when, sol_workshop_words_get_page_state (workshop));
  n = sol_workshop_count_joined (workshop);
  joined = g_strdup_printf (ngettext ("%u structure", "%u structures", n), n);
  return sol_workshop_is_open (workshop)
             ? g_strdup_printf ("%s · %s", when, joined)
             : g_strdup_printf ("%s · %s · %s", when, joined, _ ("Closed"));
}

/* Returns: (transfer none): what a structure is to the workshop */
const char *
sol_workshop_words_get_seat (const char *role)
{
  if (g_strcmp0 (role, SOL_WORKSHOP_JOINED) == 0)
    return _ ("At the table");
  if (g_strcmp0 (role, SOL_WORKSHOP_INVITED) == 0)
    return _ ("Asked in, has not answered");
  return g_strcmp0 (role, SOL_WORKSHOP_LEFT) == 0 ? _ ("Left") : _ ("Sent away");
}

/* Returns: (transfer none): what becomes of what is written on the page */
const char *
sol_workshop_words_get_page_state (SolRecord *page)
{
  const char *state = sol_record_get_text (page, "state");

  if (g_strcmp0 (state, SOL_WORKSHOP_PAGE_INVITED) == 0)
    return _ ("You are asked in");
  if (g_strcmp0 (state, SOL_WORKSHOP_PAGE_JOINED) == 0)
    return _ ("You are at the table");
  return g_strcmp0 (state, SOL_WORKSHOP_PAGE_CLOSED) == 0
             ? _ ("Closed: your page is yours to go on with")
             : _ ("You left: your page is yours to go on with");
}

/* Returns: (transfer none): of 0 the question, of 1 to 3 an answer */
const char *
sol_workshop_words_get_weight (guint weight)
{
  return _ (weights[MIN (weight, G_N_ELEMENTS (weights) - 1)]);
}

/* Returns: (transfer full): the theme, and how many structures name it */
char *
sol_workshop_words_say_theme (const SolWorkshopTheme *theme)
{
  g_autofree char *count = g_strdup_printf (
      ngettext ("%u structure", "%u structures", theme->n_structures), theme->n_structures);

  return g_strdup_printf ("%s · %s", theme->name != NULL ? theme->name : _ ("Without a theme"),
                          count);
}

/* Returns: (transfer full): what it said, who, and how much it weighs */
char *
sol_workshop_words_say_voice (const SolWorkshopVoice *voice)
{
  const char *who = voice->who != NULL ? voice->who : "";

  return voice->weight > 0 ? g_strdup_printf ("%s (%s · %s)", voice->text, who,
                                              sol_workshop_words_get_weight (voice->weight))
                           : g_strdup_printf ("%s (%s)", voice->text, who);
}

/* Returns: (transfer full): what is to be done, by whom and until when */
char *
sol_workshop_words_say_action (SolItem *action)
{
  g_autoptr (GString) text = g_string_new (sol_item_get_text (action, "text"));
  const char *who = sol_item_get_text (action, "who");
  const char *due = sol_item_get_text (action, "due");
  g_autofree char *date = due != NULL ? sol_format_date (due) : NULL;
  const GValue *done = sol_item_get_value (action, "done");

  if (who != NULL)
    g_string_append_printf (text, " · %s", who);
  if (date != NULL)
    /* Translators: %s is a date */
    g_string_append_printf (text, _ (" · by %s"), date);
  if (done != NULL && G_IS_VALUE (done) && g_value_get_boolean (done))
    g_string_append_printf (text, " · %s", _ ("done"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
