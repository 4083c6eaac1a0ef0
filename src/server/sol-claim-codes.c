/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-claim-codes.h"

#include <stdio.h>

#include "model/sol-claim.h"
#include "model/sol-clock.h"
#include "server/sol-attempts.h"
#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-refusal-links.h"
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

  return sol_secret_hash_code (purpose, typed);
}

/* A code on its way to the mail server. */
typedef struct
{
  SolServer *server;
  SolClaimWaiting claim; /* its @address is as it is written to */
  char *hash;
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *self = data;

  g_mutex_lock (&self->server->leaving_lock);
  g_hash_table_remove (self->server->leaving, self->claim.id);
  g_mutex_unlock (&self->server->leaving_lock);
  g_free (self->claim.id);
  g_free (self->claim.address);
  g_free (self->hash);
  g_free (self);
}

/* Until then the claim says that the code has not left. */
static void
on_told (gboolean taken, gpointer data)
{
  Leaving *self = data;
  const gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;

  if (!(taken ? sol_claims_note_sent (self->server->claims, &self->claim, self->hash, now, &error)
              : sol_claims_turn (self->server->claims, &self->claim, SOL_CLAIM_UNDELIVERED, now,
                                 &error)))
    g_warning ("What became of a code is not kept: %s", error->message);
}

static Leaving *
leaving_new (SolServer *server, const char *claim, const char *address, const char *hash)
{
  Leaving *self = g_new0 (Leaving, 1);

  self->server = server;
  self->claim.id = g_strdup (claim);
  self->claim.address = g_strdup (address);
  self->hash = g_strdup (hash);
  g_mutex_lock (&server->leaving_lock);
  g_hash_table_add (server->leaving, g_strdup (claim));
  g_mutex_unlock (&server->leaving_lock);
  return self;
}

static gboolean
is_leaving (SolServer *server, const char *claim)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->leaving_lock);

  return g_hash_table_contains (server->leaving, claim);
}

/* By mail; else to who runs the server, at whose wish alone. */
static void
tell (SolServer *server, const char *code, Leaving *owned_leaving, gint64 now)
{
  const char *address = owned_leaving->claim.address;

  if (server->show_codes)
    {
      printf ("Code claim %s %s\n", address, code);
      fflush (stdout);
    }
  if (server->mailer != NULL)
    {
      g_autofree char *link = sol_refusal_links_make (server, "claim", owned_leaving->claim.id,
                                                      address);

      sol_mailer_send_told (server->mailer, address,
                            sol_mail_compose_refusable ("claim", LOCALE,
                                                        sol_mailer_get_from (server->mailer),
                                                        address, code, link, now),
                            MAIL_SECONDS, on_told, owned_leaving, leaving_free);
      return;
    }
  on_told (TRUE, owned_leaving);
  leaving_free (owned_leaving);
}

static gboolean
may_write_to (SolServer *server, const char *hash, gint64 now, GError **error)
{
  g_autofree char *subject = g_strconcat ("claim-mail:", hash, NULL);

  return sol_accounts_take_attempt (server->accounts, subject, PER_ADDRESS, DAY, now, error) == 0;
}

/* (nullable): why no code can leave */
static const char *
find_obstacle (SolServer *server, const char *address, gint64 now, GError **error)
{
  g_autofree char *hash = NULL;
  gboolean unwanted;

  if (server->mailer == NULL && !server->show_codes)
    return SOL_CLAIM_NO_MAIL;
  if (address == NULL)
    return SOL_CLAIM_NO_ADDRESS;
  hash = sol_attempts_hash_address (address);
  if (!sol_refusals_is_unwanted (server->refusals, hash, &unwanted, error))
    return NULL;
  if (unwanted)
    return SOL_CLAIM_UNWANTED;
  return may_write_to (server, hash, now, error) ? NULL : SOL_CLAIM_TOO_OFTEN;
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
  gboolean done = sol_claims_keep_code (server->claims, claim, hash, now, &due, error);

  if (done && due)
    tell (server, code, leaving_new (server, claim->id, address, hash), now);
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
  if (is_leaving (server, claim->id))
    return TRUE;
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
 * Sends the codes of the claims that were made since, or whose code was lost with the server before
 * it left; has moderators answer those for which none can leave, and ends those whose code never
 * came back. Any thread.
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
