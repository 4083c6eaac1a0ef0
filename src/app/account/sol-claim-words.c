/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-claim-words.h"

#include <glib/gi18n.h>

#include "app/catalogue/sol-words.h"
#include "model/sol-claim.h"

static gboolean
is_in (SolRecord *claim, const char *state)
{
  return g_strcmp0 (sol_record_get_text (claim, "state"), state) == 0;
}

/* Returns: (transfer none): of the structure that is claimed */
const char *
sol_claim_words_get_name (SolRecord *claim)
{
  const char *structure = sol_record_get_text (claim, "structure");
  const char *called = sol_record_get_text (claim, "called");

  return structure != NULL ? structure : called != NULL ? called : _ ("A structure");
}

static char *
say_held (SolRecord *claim)
{
  const char *holder = sol_record_get_text (claim, "holder_name");

  if (holder == NULL)
    return g_strdup (_ ("Another organisation has it already: a moderator says whose it is"));
  /* Translators: %s is the name of an organisation */
  return g_strdup_printf (_ ("“%s” has it already: a moderator says whose it is"), holder);
}

static char *
say_asked (SolRecord *claim, const char *when)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } reasons[] = {
    { SOL_CLAIM_NO_ADDRESS, N_ ("The catalogue lists no mailbox for it: a moderator answers") },
    { SOL_CLAIM_NO_MAIL, N_ ("The platform sends no mails: a moderator answers") },
    { SOL_CLAIM_TOO_OFTEN, N_ ("Its mailbox received enough codes today: a moderator answers") },
    { SOL_CLAIM_UNWANTED, N_ ("Its mailbox wants no mails of ours: a moderator answers") },
    { SOL_CLAIM_UNDELIVERED, N_ ("Its mailbox does not take our mails: a moderator answers") },
    { SOL_CLAIM_INVITED, N_ ("A network invited you by another way than the mailbox of its "
                             "listing: a moderator answers") },
  };
  const char *reason = sol_record_get_text (claim, "reason");

  if (!sol_claim_is_for_moderator (claim))
    return g_strdup (_ ("The code has not left yet: it does as soon as the mail server takes it"));
  if (g_strcmp0 (reason, SOL_CLAIM_HELD) == 0)
    return say_held (claim);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].reason, reason) == 0)
      return g_strdup (_ (reasons[i].words));
  /* Translators: %s is a day and a time */
  return g_strdup_printf (_ ("Asked %s: a moderator answers"), when);
}

static char *
say_settled (SolRecord *claim)
{
  const gboolean sent = is_in (claim, SOL_CLAIM_SENT);
  const char *moment = sol_record_get_text (claim, sent                        ? "sent_at"
                                                   : sol_claim_is_open (claim) ? "asked_at"
                                                                               : "answered_at");
  g_autofree char *when = moment != NULL ? sol_words_instant (moment) : g_strdup ("");
  const char *address = sol_record_get_text (claim, "sent_to");
  const char *remark = sol_record_get_text (claim, "remark");

  if (sent)
    /* Translators: an address of mail, partly hidden; a day and a time */
    return g_strdup_printf (_ ("A code went to %s, %s: ask for it there"),
                            address != NULL ? address : "…", when);
  if (is_in (claim, SOL_CLAIM_ASKED))
    return say_asked (claim, when);
  if (is_in (claim, SOL_CLAIM_ACCEPTED))
    return g_strdup (_ ("It is yours: write its listing, which will take its place"));
  if (is_in (claim, SOL_CLAIM_EXPIRED))
    return g_strdup (_ ("The code did not come back in time: claim it again"));
  if (remark == NULL && g_strcmp0 (sol_record_get_text (claim, "reason"), SOL_CLAIM_DENIED) == 0)
    return g_strdup (_ ("Whoever reads its mailbox says that it is nobody of theirs: if it is, "
                        "settle it with them"));
  /* Translators: %s is why */
  return g_strdup_printf (_ ("Refused: %s"), remark != NULL ? remark : "…");
}

/**
 * sol_claim_words_say_state:
 * @shown: a claim
 *
 * Returns: (transfer full): what became of it, and what to do
 */
char *
sol_claim_words_say_state (SolShownRecord *shown)
{
  if (sol_shown_record_get_state (shown) == SOL_SHOWN_WAITING)
    return g_strdup (_ ("Waiting to be sent"));
  if (sol_shown_record_get_state (shown) != SOL_SHOWN_SETTLED)
    return g_strdup (_ ("Not taken up: “What I send” says why"));
  return say_settled (sol_shown_record_get_record (shown));
}

/**
 * sol_claim_words_say_chosen:
 * @supplier: of the catalogue
 * @organisation: (nullable): for which one acts
 *
 * Returns: (transfer full): what comes of claiming it
 */
char *
sol_claim_words_say_chosen (SolRecord *supplier, const char *organisation)
{
  const char *holder = sol_record_get_text (supplier, "organisation");
  const char *address = sol_record_get_text (supplier, "email");
  g_autofree char *masked = address != NULL ? sol_claim_mask_address (address) : NULL;

  if (holder != NULL && g_strcmp0 (holder, organisation) == 0)
    return g_strdup (_ ("This structure is yours already."));
  if (holder != NULL && sol_record_get_text (supplier, "verified_on") != NULL)
    return g_strdup (_ ("Its people publish its listing: ask them to join."));
  if (holder != NULL)
    return g_strdup (_ ("Another organisation has it already: a moderator says whose it is."));
  if (masked == NULL)
    return g_strdup (_ ("The catalogue shows no mailbox for it: a moderator may have to answer."));
  /* Translators: %s is an address of mail, partly hidden */
  return g_strdup_printf (_ ("A code would go to %s."), masked);
}
