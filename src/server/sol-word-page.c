/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-client-word.h"
#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-page.h"
#include "server/sol-routes.h"
#include "server/sol-word-code.h"

/* Where a client says his word, and takes it back. In French, as all it is about. */

#define TITLE "Un mot de client"
#define TOO_LONG "Votre mot a plus de 600 caractères\302\240: raccourcissez-le un peu."
#define INCOMPLETE "Il manque votre mot ou votre nom."
#define NO_CONSENT                                                                                  \
  "Cochez la case par laquelle vous acceptez que votre mot soit montré\302\240: sans elle, il ne " \
  "peut pas l’être."
#define NAME_TOO_LONG "Votre nom ou votre fonction est trop long."

/* Answers with what nobody can follow. */
static void
answer_no_link (SolRequest *request)
{
  sol_page_answer (request, 404, "no-link", TITLE, NULL, 0);
}

/* What was said, by whom; @new: just now */
static void
answer_said (SolRequest *request, const SolWordAsked *asked, gboolean new)
{
  const SolPageText texts[] = {
    { "new", new ? "yes" : NULL },
    { "old", new ? NULL : "yes" },
    { "structure", asked->structure },
    { "text", asked->text },
    { "name", asked->name },
    { "role", asked->role },
    { "comma", asked->role != NULL ? ", " : NULL },
    { "open", asked->hidden == NULL ? "yes" : NULL },
    { "hidden", asked->hidden },
  };

  sol_page_answer (request, 200, "word-said", TITLE, texts, G_N_ELEMENTS (texts));
}

/* @fault: (nullable): what is wrong with what was sent */
static void
answer_form (SolRequest *request,
             const SolWordAsked *asked,
             const SolWordGiven *given,
             const char *fault)
{
  const SolPageText texts[] = {
    { "structure", asked->structure }, { "about", asked->about }, { "fault", fault },
    { "text", given->text },           { "name", given->name },   { "role", given->role },
  };

  sol_page_answer (request, fault != NULL ? 422 : 200, "word-ask", TITLE, texts,
                   G_N_ELEMENTS (texts));
}

/* (transfer full) (nullable): %NULL, and the request is answered, when the link leads to nothing */
static SolWordAsked *
find (SolServer *server, SolRequest *request, const char *hash)
{
  g_autoptr (GError) error = NULL;
  SolWordAsked *asked = sol_words_find (server->words, hash, sol_clock_seconds (), &error);

  if (error != NULL)
    sol_account_answer_failure (request, error);
  else if (asked == NULL)
    answer_no_link (request);
  return asked;
}

/* GET /w/{code} */
void
sol_word_page_handle_show (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *hash = sol_word_code_hash (rest);
  g_autoptr (SolWordAsked) asked = find (server, request, hash);
  const SolWordGiven nothing = { NULL, asked != NULL ? asked->client : NULL, NULL };

  if (asked == NULL)
    return;
  if (asked->answered)
    answer_said (request, asked, FALSE);
  else
    answer_form (request, asked, &nothing, NULL);
}

/* (transfer full): (nullable): without what controls a terminal, and the way browsers end lines;
 * "" is nothing */
static char *
take_text (GHashTable *form, const char *name)
{
  const char *sent = g_hash_table_lookup (form, name);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = sent != NULL ? sent : ""; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));
  g_strstrip (text->str);
  return *text->str != '\0' ? g_strdup (text->str) : NULL;
}

static gboolean
is_longer (const char *text, glong length)
{
  return text != NULL && g_utf8_strlen (text, -1) > length;
}

static gboolean
is_line (const char *text)
{
  return text == NULL || strchr (text, '\n') == NULL;
}

/* (nullable): what whoever sent it is to mend */
static const char *
find_fault (const SolWordGiven *given, GHashTable *form)
{
  if (given->text == NULL || given->name == NULL)
    return INCOMPLETE;
  if (is_longer (given->text, SOL_CLIENT_WORD_TEXT))
    return TOO_LONG;
  if (is_longer (given->name, SOL_CLIENT_WORD_NAME) ||
      is_longer (given->role, SOL_CLIENT_WORD_ROLE) || !is_line (given->name) ||
      !is_line (given->role))
    return NAME_TOO_LONG;
  return g_strcmp0 (g_hash_table_lookup (form, "consent"), "yes") == 0 ? NULL : NO_CONSENT;
}

static void
give (SolServer *server,
      SolRequest *request,
      const char *hash,
      const SolWordAsked *asked,
      GHashTable *form)
{
  g_autofree char *text = take_text (form, "text");
  g_autofree char *name = take_text (form, "name");
  g_autofree char *role = take_text (form, "role");
  const SolWordGiven given = { text, name, role };
  const char *fault = find_fault (&given, form);
  const SolWordAsked said = { asked->structure, NULL, NULL, text, name, role, NULL, TRUE };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (fault != NULL)
    answer_form (request, asked, &given, fault);
  else if (!sol_words_give (server->words, hash, &given, sol_clock_seconds (), &done, &error))
    sol_account_answer_failure (request, error);
  else if (done)
    answer_said (request, &said, TRUE);
  else
    answer_no_link (request);
}

static void
take_back (SolServer *server, SolRequest *request, const char *hash, const SolWordAsked *asked)
{
  const SolPageText texts[] = { { "structure", asked->structure } };
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (!sol_words_take_back (server->words, hash, sol_clock_seconds (), &done, &error))
    sol_account_answer_failure (request, error);
  else if (done)
    sol_page_answer (request, 200, "word-taken-back", TITLE, texts, G_N_ELEMENTS (texts));
  else
    answer_no_link (request);
}

/* POST /w/{code}: one that is sent again, since the answer was lost, changes nothing. */
void
sol_word_page_handle_use (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *hash = sol_word_code_hash (rest);
  g_autoptr (GHashTable) form = sol_attempts_take (server, request, "word", NULL)
                                    ? sol_page_read_form (request)
                                    : NULL;
  g_autoptr (SolWordAsked) asked = form != NULL ? find (server, request, hash) : NULL;

  if (asked == NULL)
    return;
  if (g_strcmp0 (g_hash_table_lookup (form, "act"), "take-back") == 0)
    take_back (server, request, hash, asked);
  else if (asked->answered)
    answer_said (request, asked, FALSE);
  else
    give (server, request, hash, asked, form);
}
