/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-clock.h"
#include "model/sol-json.h"
#include "model/sol-scope.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-body.h"
#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-routes.h"
#include "server/sol-secret.h"
#include "server/sol-signed-in.h"
#include "server/sol-word-code.h"

#define GOOD_SECONDS (60 * 24 * 3600) /* data/mails and data/pages say so too */
#define MAIL_SECONDS (24 * 3600)
#define PER_ADDRESS 3       /* links that one mailbox is sent in a day, whoever asks */
#define PER_ORGANISATION 30 /* that it has sent in a day, to whomever */
#define DAY (24 * 3600)
#define LOCALE "fr" /* of clients nothing else is known */

/* Returns: (transfer full): by which the database knows the code */
char *
sol_word_code_hash (const char *typed)
{
  return sol_secret_hash_code ("word", typed);
}

/* @whom: hash of an address, or an organisation */
static gboolean
may_send (SolServer *server, const char *whom, guint count)
{
  g_autofree char *subject = g_strconcat ("word-mail:", whom, NULL);

  return sol_accounts_take_attempt (server->accounts, subject, count, DAY, sol_clock_seconds (),
                                    NULL) == 0;
}

/* Whether it is on its way. @address: (nullable): as somebody wrote it; @link: (nullable) */
static gboolean
send (SolServer *server, const char *organisation, const char *address, const char *link)
{
  g_autofree char *to = address != NULL ? sol_mail_address_normalise (address) : NULL;
  g_autofree char *hash = to != NULL ? sol_attempts_hash_address (to) : NULL;
  const gint64 now = sol_clock_seconds ();

  if (server->mailer == NULL || to == NULL || link == NULL ||
      !may_send (server, hash, PER_ADDRESS) || !may_send (server, organisation, PER_ORGANISATION))
    return FALSE;
  sol_mailer_send (
      server->mailer, to,
      sol_mail_compose ("word", LOCALE, sol_mailer_get_from (server->mailer), to, link, now),
      MAIL_SECONDS);
  return TRUE;
}

static void
answer (SolServer *server,
        SolRequest *request,
        const char *organisation,
        const char *address,
        const char *code,
        gint64 expires_at)
{
  g_autofree char *until = sol_clock_print (expires_at);
  g_autofree char *link = server->address != NULL ? g_strconcat (server->address, "/w/", code, NULL)
                                                  : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"code\":\"%s\",\"expires_at\":\"%s\",", code, until);
  if (link != NULL)
    {
      g_string_append (text, "\"link\":");
      sol_json_append_string (text, link);
      g_string_append_c (text, ',');
    }
  g_string_append_printf (text, "\"mailed\":%s}",
                          send (server, organisation, address, link) ? "true" : "false");
  sol_account_answer_json (request, text);
}

/* POST /v1/words/links */
void
sol_word_links_handle_make (SolServer *server, SolRequest *request, const char *rest)
{
  char *code = sol_secret_new_long_code ();
  g_autofree char *hash = sol_word_code_hash (code);
  g_autofree char *scope = sol_scope_new (SOL_SCOPE_KIND_ORG,
                                          sol_body_get (request, "organisation"));
  const SolWordLink link = { hash, sol_body_get (request, "word"), scope,
                             sol_clock_seconds () + GOOD_SECONDS };
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;
  SolActor actor;

  if (sol_signed_in_get_actor (server, request, sol_body_get (request, "organisation"), &actor))
    {
      if (!sol_words_put_link (server->words, &link, &done, &address, &error))
        sol_account_answer_failure (request, error);
      else if (done)
        answer (server, request, actor.organisation, address, code, link.expires_at);
      else
        sol_request_answer_problem (request, 403, "word",
                                    "Your organisation asks no such thing, or it was answered");
    }
  sol_secret_free (code);
}
