/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-codes.h"

#include <stdio.h>

#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-attempts.h"
#include "server/sol-mail.h"
#include "server/sol-secret.h"

#define CODE_SECONDS (30 * 60) /* data/mails says so too */

/* %FALSE, and the request is answered, when no code would reach anybody. */
gboolean
sol_codes_check_way (SolServer *server, SolRequest *request)
{
  if (server->mailer != NULL || server->show_codes)
    return TRUE;
  sol_request_answer_problem (request, 503, "mail",
                              "This server sends no mails: ask who keeps it for an account");
  return FALSE;
}

/* A code is hashed with whom it is for: no table of all codes serves for two. */
static char *
hash_code (const char *purpose, const char *address, const char *typed)
{
  g_autofree char *context = g_strconcat (purpose, ":", address, NULL);

  return sol_secret_hash_code (context, typed);
}

/* By mail; else to who runs the server, at whose wish alone. */
static void
tell (SolServer *server,
      const char *mail,
      const char *locale,
      const char *address,
      const char *code)
{
  if (server->mailer != NULL)
    sol_mailer_send (server->mailer, address,
                     sol_mail_compose (mail, locale, sol_mailer_get_from (server->mailer), address,
                                       code, sol_clock_seconds ()),
                     CODE_SECONDS);
  if (!server->show_codes)
    return;
  printf ("Code %s %s %s\n", mail, address, code);
  fflush (stdout);
}

/**
 * sol_codes_make:
 * @mail: (nullable): kind of mail that tells it; %NULL: none, and the work is the same
 * @locale: of the mail
 *
 * Returns: %FALSE, and the request is answered, when that failed
 */
gboolean
sol_codes_make (SolServer *server,
                SolRequest *request,
                const char *purpose,
                const char *address,
                const char *mail,
                const char *locale)
{
  char *code = sol_secret_new_code ();
  g_autofree char *address_hash = sol_attempts_hash_address (address);
  g_autofree char *hash = hash_code (purpose, address, code);
  g_autoptr (GError) error = NULL;
  gboolean done = sol_accounts_put_code (server->accounts, purpose, address_hash, hash,
                                         sol_clock_seconds () + CODE_SECONDS, &error);

  if (done && mail != NULL)
    tell (server, mail, locale, address, code);
  sol_secret_free (code);
  return done || sol_account_answer_failure (request, error);
}

void
sol_codes_refuse (SolRequest *request)
{
  sol_request_answer_problem (request, 403, "code",
                              "The code is not right or no longer good: ask for another one");
}

/**
 * sol_codes_try:
 * @typed: (nullable): %NULL: it is not to be right, but counts
 *
 * Returns: %FALSE, and the request is answered, when it is not the code
 */
gboolean
sol_codes_try (SolServer *server,
               SolRequest *request,
               const char *purpose,
               const char *address,
               const char *typed)
{
  g_autofree char *address_hash = sol_attempts_hash_address (address);
  g_autofree char *hash = typed != NULL ? hash_code (purpose, address, typed) : g_strdup ("");
  g_autoptr (GError) error = NULL;
  gboolean right;

  if (!sol_accounts_try_code (server->accounts, purpose, address_hash, hash, sol_clock_seconds (),
                              &right, &error))
    return sol_account_answer_failure (request, error);
  if (!right)
    sol_codes_refuse (request);
  return right;
}
