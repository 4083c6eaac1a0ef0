/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-handover-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-words.h"
#include "model/sol-handover.h"
#include "store/sol-outbox.h"

/* What is said of listings that pass from one organisation to another. */

/* Returns: (transfer none): the organisation that is to have it */
const char *
sol_handover_words_get_taker (SolRecord *handover)
{
  const char *name = sol_record_get_text (handover, "organisation_name");
  const char *called = sol_record_get_text (handover, "called");

  return name != NULL ? name : called != NULL ? called : _ ("An organisation");
}

/* Returns: (transfer none): of which structure the listing is */
const char *
sol_handover_words_get_structure (SolRecord *handover)
{
  const char *name = sol_record_get_text (handover, "structure");

  return name != NULL ? name : _ ("A listing");
}

/* (transfer full): with the word that came with the answer, if any */
static char *
add_remark (SolRecord *handover, char *owned_said)
{
  const char *remark = sol_record_get_text (handover, "remark");
  g_autofree char *said = owned_said;

  /* Translators: what happened and when, then a sentence that somebody wrote */
  return remark != NULL ? g_strdup_printf (_ ("%s: “%s”"), said, remark) : g_steal_pointer (&said);
}

static char *
say_settled (SolRecord *handover)
{
  const gboolean open = sol_handover_is_open (handover);
  const char *state = sol_record_get_text (handover, "state");
  const char *moment = sol_record_get_text (handover, open ? "asked_at" : "answered_at");
  g_autofree char *when = moment != NULL ? sol_words_instant (moment) : g_strdup ("");

  /* Translators: of an offer; %s is a day and a time */
  if (open)
    return g_strdup_printf (_ ("Offered %s, not answered yet"), when);
  if (g_strcmp0 (state, SOL_HANDOVER_ACCEPTED) == 0)
    return add_remark (handover, g_strdup_printf (_ ("Offer accepted %s"), when));
  if (g_strcmp0 (state, SOL_HANDOVER_DECLINED) == 0)
    return add_remark (handover, g_strdup_printf (_ ("Offer declined %s"), when));
  return g_strdup_printf (_ ("Offer taken back %s"), when);
}

/**
 * sol_handover_words_say_state:
 * @shown: an offer
 *
 * Returns: (transfer full): how far it came
 */
char *
sol_handover_words_say_state (SolShownRecord *shown)
{
  switch (sol_shown_record_get_state (shown))
    {
    case SOL_SHOWN_SETTLED:
      return say_settled (sol_shown_record_get_record (shown));
    case SOL_SHOWN_WAITING:
      return g_strdup (_ ("Waiting to be sent"));
    default:
      return g_strdup (_ ("Not taken up: “What I send” says why"));
    }
}

/**
 * sol_handover_words_say_offer:
 * @call: an offer, as the organisation sees it that is to answer
 *
 * Returns: (transfer full): from whom, and since when
 */
char *
sol_handover_words_say_offer (SolRecord *call)
{
  const char *holder = sol_record_get_text (call, "holder_name");
  const char *moment = sol_record_get_text (call, "asked_at");
  g_autofree char *when = moment != NULL ? sol_words_instant (moment) : g_strdup ("");

  /* Translators: an organisation, then a day and a time */
  return g_strdup_printf (_ ("Offered by %s, %s"), holder != NULL ? holder : _ ("an organisation"),
                          when);
}
