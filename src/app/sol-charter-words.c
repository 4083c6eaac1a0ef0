/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-charter-words.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "model/sol-clock.h"

/* What is said of a signature of the charter: by whom, from when on, until when. */

/**
 * sol_charter_words_get_today:
 *
 * Returns: (transfer full): as signatures tell a day
 */
char *
sol_charter_words_get_today (void)
{
  return sol_clock_print (sol_clock_seconds ());
}

static SolCharterState
find_state (const char *until)
{
  g_autofree char *today = sol_charter_words_get_today ();

  return sol_charter_find_state (until, today);
}

/**
 * sol_charter_words_say_state:
 * @until: (nullable): the last day of the signature
 *
 * Returns: (transfer full): whether there is one, and until when it holds
 */
char *
sol_charter_words_say_state (const char *until)
{
  const SolCharterState state = find_state (until);
  g_autofree char *day = sol_format_date (until);

  if (state == SOL_CHARTER_UNSIGNED)
    return g_strdup (_ ("Not signed yet"));
  return g_strdup_printf (state == SOL_CHARTER_ENDED ? _ ("Ended on %s") : _ ("In force until %s"),
                          day);
}

/**
 * sol_charter_words_say_signature:
 *
 * Returns: (transfer full): who signed, as what, and when
 */
char *
sol_charter_words_say_signature (SolItem *signature)
{
  g_autofree char *day = sol_format_date (sol_item_get_text (signature, "signed_on"));

  /* TRANSLATORS: a name, a role such as "manager", a day */
  return g_strdup_printf (_ ("Signed by %s, %s, on %s"), sol_item_get_text (signature, "name"),
                          sol_item_get_text (signature, "role"), day);
}

/**
 * sol_charter_words_say_public:
 * @supplier: as buyers see it
 *
 * Returns: (transfer full) (nullable): %NULL when it is not signed
 */
char *
sol_charter_words_say_public (SolRecord *supplier)
{
  const char *until = sol_record_get_text (supplier, "charter_until");
  const char *on = sol_record_get_text (supplier, "charter_on");
  g_autofree char *day = sol_format_date (on);
  g_autofree char *end = sol_format_date (until);

  if (on == NULL)
    return NULL;
  if (find_state (until) == SOL_CHARTER_ENDED)
    return g_strdup_printf (_ ("Charter signed on %s, and not renewed since %s"), day, end);
  return g_strdup_printf (_ ("Charter signed on %s"), day);
}

/**
 * sol_charter_words_say_end:
 *
 * Returns: (transfer full) (nullable): that it is to be renewed; %NULL while it is not
 */
char *
sol_charter_words_say_end (SolRecord *listing)
{
  SolItem *signature = sol_listing_charter_get_signature (listing);
  const char *until = signature != NULL ? sol_item_get_text (signature, "until") : NULL;
  const SolCharterState state = find_state (until);
  g_autofree char *day = sol_format_date (until);

  if (state == SOL_CHARTER_ENDING)
    return g_strdup_printf (_ ("Your charter is in force until %s. Renew it in a minute."), day);
  if (state == SOL_CHARTER_ENDED)
    return g_strdup_printf (_ ("Your charter ended on %s. Buyers see that it is not renewed."),
                            day);
  return NULL;
}

/* Returns: (transfer full): how far it is, in a word or two */
char *
sol_charter_words_say_section (SolRecord *listing)
{
  SolItem *signature = sol_listing_charter_get_signature (listing);

  switch (find_state (signature != NULL ? sol_item_get_text (signature, "until") : NULL))
    {
    case SOL_CHARTER_UNSIGNED:
      return g_strdup (_ ("To be signed"));
    case SOL_CHARTER_IN_FORCE:
      /* TRANSLATORS: the charter */
      return g_strdup (_ ("Signed"));
    default:
      return g_strdup (_ ("To be renewed"));
    }
}
