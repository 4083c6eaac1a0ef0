/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-census-entry.h"
#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-page.h"
#include "server/sol-refusal-links.h"
#include "server/sol-routes.h"

/* Where who was written to refuses, and takes that back: the link alone does nothing, since those
 * who look for harm in mails follow links. In French, as all it is about. */

#define TITLE "Ne plus recevoir nos messages"

static gboolean
is_reason (const char *text)
{
  static const char *const reasons[] = { SOL_REFUSAL_NOT_WANTED, SOL_REFUSAL_NOT_US,
                                         SOL_REFUSAL_SILENCE, NULL };

  return text != NULL && g_strv_contains (reasons, text);
}

static void
answer_no_link (SolRequest *request)
{
  sol_page_answer (request, 404, "no-refusal", TITLE, NULL, 0);
}

/* @reason: (nullable): %NULL: nothing is refused */
static void
answer_state (SolServer *server,
              SolRequest *request,
              const SolRefusalAsked *asked,
              const char *reason,
              gboolean undone,
              gboolean fault)
{
  const gboolean census = g_str_equal (asked->type, "census_entry");
  const SolPageText texts[] = {
    { "structure", asked->structure },
    { "network", asked->network },
    { "census", census ? "yes" : NULL },
    { "claim", census ? NULL : "yes" },
    { "named", !asked->known ? asked->network : NULL },
    { "known", asked->known ? "yes" : NULL },
    { "source", !asked->known ? asked->source : NULL },
    { "contact", server->contact },
    { "undone", undone ? "yes" : NULL },
    { "fault", fault ? "Choisissez ce qui convient." : NULL },
    { "not-us", g_strcmp0 (reason, SOL_REFUSAL_NOT_US) == 0 ? "yes" : NULL },
    { "silence", g_strcmp0 (reason, SOL_REFUSAL_NOT_US) != 0 ? "yes" : NULL },
  };

  sol_page_answer (request, fault ? 422 : 200, reason != NULL ? "refusal-said" : "refusal-ask",
                   TITLE, texts, G_N_ELEMENTS (texts));
}

/* (transfer full) (nullable): %NULL, and the request is answered, when the link leads to nothing */
static SolRefusalAsked *
find (SolServer *server, SolRequest *request, const char *hash)
{
  g_autoptr (GError) error = NULL;
  SolRefusalAsked *asked = sol_refusals_find (server->refusals, hash, sol_clock_seconds (), &error);

  if (error != NULL)
    sol_account_answer_failure (request, error);
  else if (asked == NULL)
    answer_no_link (request);
  return asked;
}

/* GET /n/{code} */
void
sol_refusal_page_handle_show (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *hash = sol_refusal_code_hash (rest);
  g_autoptr (SolRefusalAsked) asked = find (server, request, hash);

  if (asked != NULL)
    answer_state (server, request, asked, asked->reason, FALSE, FALSE);
}

/* @reason: (nullable): %NULL: it is taken back */
static void
use (SolServer *server,
     SolRequest *request,
     const char *hash,
     const SolRefusalAsked *asked,
     const char *reason)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!sol_refusals_answer (server->refusals, hash, reason, sol_clock_seconds (), &done, &error))
    sol_account_answer_failure (request, error);
  else if (done)
    answer_state (server, request, asked, reason, reason == NULL, FALSE);
  else
    answer_no_link (request);
}

/* POST /n/{code}: one that is sent again, since the answer was lost, changes nothing. */
void
sol_refusal_page_handle_use (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *hash = sol_refusal_code_hash (rest);
  g_autoptr (GHashTable) form = sol_attempts_take (server, request, "refusal", NULL)
                                    ? sol_page_read_form (request)
                                    : NULL;
  g_autoptr (SolRefusalAsked) asked = form != NULL ? find (server, request, hash) : NULL;
  const gboolean undoes = form != NULL &&
                          g_strcmp0 (g_hash_table_lookup (form, "act"), "undo") == 0;
  const char *reason = form != NULL && !undoes ? g_hash_table_lookup (form, "reason") : NULL;

  if (asked == NULL)
    return;
  if (undoes == (asked->reason == NULL))
    answer_state (server, request, asked, asked->reason, FALSE, FALSE);
  else if (!undoes && !is_reason (reason))
    answer_state (server, request, asked, NULL, FALSE, TRUE);
  else
    use (server, request, hash, asked, reason);
}
