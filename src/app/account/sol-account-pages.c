/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/account/sol-account-pages-private.h"

#include <glib/gi18n.h>

#include "app/account/sol-claim-page.h"
#include "app/account/sol-client-words-page.h"
#include "app/account/sol-close-account-page.h"
#include "app/account/sol-confirm-page.h"
#include "app/account/sol-correction-page.h"
#include "app/account/sol-data-page.h"
#include "app/account/sol-demo-accounts-page.h"
#include "app/account/sol-first-steps-page.h"
#include "app/account/sol-forgotten-page.h"
#include "app/account/sol-found-page.h"
#include "app/account/sol-handover-page.h"
#include "app/account/sol-invitation-page.h"
#include "app/account/sol-join-page.h"
#include "app/account/sol-looks-page.h"
#include "app/account/sol-offer-page.h"
#include "app/account/sol-organisation-page.h"
#include "app/account/sol-organisations-page.h"
#include "app/account/sol-sessions-page.h"
#include "app/account/sol-sign-in-page.h"
#include "app/account/sol-sign-up-page.h"
#include "app/account/sol-web-sign-in-page.h"
#include "app/account/sol-word-page.h"

static const SolAccountPage pages[] = {
  { "claim", N_ ("Your structure"), sol_claim_page_new, FALSE },
  { "close-account", N_ ("Closing"), sol_close_account_page_new, FALSE },
  { "confirm", N_ ("Your code"), sol_confirm_page_new, TRUE },
  { "correction", N_ ("An error in the catalogue"), sol_correction_page_new, FALSE },
  { "data", N_ ("My data"), sol_data_page_new, FALSE },
  { "demo-accounts", N_ ("Accounts for trying"), sol_demo_accounts_page_new, TRUE },
  { "first-steps", N_ ("First steps"), sol_first_steps_page_new, FALSE },
  { "forgotten", N_ ("Forgotten password"), sol_forgotten_page_new, TRUE },
  { "found", N_ ("New organisation"), sol_found_page_new, FALSE },
  { "handover", N_ ("Handing over"), sol_handover_page_new, FALSE },
  { "invitation", N_ ("Invitation"), sol_invitation_page_new, FALSE },
  { "join", N_ ("Request to join"), sol_join_page_new, FALSE },
  { "looks", N_ ("Who looks at it"), sol_looks_page_new, FALSE },
  { "offer", N_ ("Listing offered"), sol_offer_page_new, FALSE },
  { "organisation", N_ ("My organisation"), sol_organisation_page_new, FALSE },
  { "organisations", N_ ("My organisations"), sol_organisations_page_new, FALSE },
  { "reset", N_ ("Another password"), sol_confirm_page_new_for_reset, TRUE },
  { "sessions", N_ ("My sessions"), sol_sessions_page_new, FALSE },
  { "sign-in", N_ ("Sign in"), sol_sign_in_page_new, TRUE },
  { "sign-up", N_ ("New account"), sol_sign_up_page_new, TRUE },
  { "web-sign-in", N_ ("Browser"), sol_web_sign_in_page_new, TRUE },
  { "word", N_ ("A word as a client"), sol_word_page_new, FALSE },
  { "words", N_ ("Words of clients"), sol_client_words_page_new, FALSE },
};

/* Returns: (nullable): the one of that name */
const SolAccountPage *
sol_account_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      return &pages[i];
  return NULL;
}
