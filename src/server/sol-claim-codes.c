/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-claim-codes.h"

#include <stdio.h>

#include "model/sol-claim.h"
#include "model/sol-clock.h"
#include "server/sol-attempts.h"
#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-secret.h"

#define MAIL_SECONDS (24 * 3600)
#define PER_ADDRESS 3 /* codes that one mailbox is sent in a day, whoever asks */
#define DAY (24 * 3600)
#define LOCALE "fr" /* of those who are listed nothing else is known */

/* (transfer full): a code is hashed with the claim that it is for */
char *
sol_claim_codes_hash (const char *claim, const char *typed)
{
  g_autofree char *purpose = g_strconcat ("claim:", claim, NULL);
  char *code = sol_secret_normalise_code (typed);
  char *hash = sol_secret_hash (purpose, code);

  sol_secret_free (code);
  return hash;
}

/* By mail; else to who runs the server, at whose wish alone. */
static void
tell (SolServer *server, const char *address, const char *code, gint64 now)
{
  if (server->mailer != NULL)
    sol_mailer_send (server->mailer, address,
                     sol_mail_compose ("claim", LOCALE, sol_mailer_get_from (server->mailer),
                                       address, code, now),
                     MAIL_SECONDS);
  if (!server->show_codes)
    return;
  printf ("Code claim %s %s\n", address, code);
  fflush (stdout);
}

static gboolean
may_write_to (SolServer *server, const char *address, gint64 now, GError **error)
{
  g_autofree char *hash = sol_attempts_hash_address (address);
  g_autofree char *subject = g_strconcat ("claim-mail:", hash, NULL);

  return sol_accounts_take_attempt (server->accounts, subject, PER_ADDRESS, DAY, now, error) == 0;
}

/* (nullable): why no code can leave */
static const char *
find_obstacle (SolServer *server, const char *address, gint64 now, GError **error)
{
  if (server->mailer == NULL && !server->show_codes)
    return SOL_CLAIM_NO_MAIL;
  if (address == NULL)
    return SOL_CLAIM_NO_ADDRESS;
  return may_write_to (server, address, now, error) ? NULL : SOL_CLAIM_TOO_OFTEN;
}

static gboolean
send (SolServer *server,
      const SolClaimWaiting *claim,
      const char *address,
      gint64 now,
      GError **error)
{
  char *code = sol_secret_new_long_code ();
  g_autofree char *hash = sol_claim_codes_hash (claim->id, code);
  gboolean due;
  gboolean done = sol_claims_send (server->claims, claim, hash, now, &due, error);

  if (done && due)
    tell (server, address, code, now);
  sol_secret_free (code);
  return done;
}

static gboolean
see_to (SolServer *server, const SolClaimWaiting *claim, gint64 now, GError **error)
{
  g_autofree char *address = claim->address != NULL ? sol_mail_address_normalise (claim->address)
                                                    : NULL;
  g_autoptr (GError) fault = NULL;
  const char *obstacle;

  if (claim->over)
    return sol_claims_expire (server->claims, claim, now, error);
  obstacle = find_obstacle (server, address, now, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  return obstacle != NULL ? sol_claims_turn (server->claims, claim, obstacle, now, error)
                          : send (server, claim, address, now, error);
}

/**
 * sol_claim_codes_see_to:
 *
 * Sends the codes of the claims that were made since, has moderators answer those for which none
 * can leave, and ends those whose code never came back. Any thread.
 */
void
sol_claim_codes_see_to (SolServer *server)
{
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = sol_claims_list_waiting (server->claims, now, &error);

  for (guint i = 0; claims != NULL && error == NULL && i < claims->len; i++)
    see_to (server, claims->pdata[i], now, &error);
  if (error != NULL)
    g_warning ("Claims wait: %s", error->message);
}
