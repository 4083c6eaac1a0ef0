/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-reminders.h"

#include "model/sol-clock.h"
#include "server/sol-attempts.h"
#include "server/sol-mail-address.h"
#include "server/sol-mail.h"
#include "server/sol-refusal-links.h"

#define MAIL_SECONDS (24 * 3600)

/* Who never asked for anything may want no more. */
static gboolean
is_unwanted (SolServer *server, const SolReminder *reminder, const char *address)
{
  g_autofree char *hash = sol_attempts_hash_address (address);
  gboolean unwanted = FALSE;

  return reminder->type != NULL &&
         (!sol_refusals_is_unwanted (server->refusals, hash, &unwanted, NULL) || unwanted);
}

/* What the catalogue lists is as it was imported. */
static void
send (SolServer *server, const SolReminder *reminder, gint64 now)
{
  g_autofree char *address = sol_mail_address_normalise (reminder->address);
  g_autofree char *link = NULL;

  if (address == NULL || is_unwanted (server, reminder, address))
    return;
  if (reminder->type != NULL)
    link = sol_refusal_links_make (server, reminder->type, reminder->id, address);
  sol_mailer_send (server->mailer, address,
                   sol_mail_compose_refusable (reminder->mail, reminder->locale,
                                               sol_mailer_get_from (server->mailer), address, NULL,
                                               link, now),
                   MAIL_SECONDS);
}

/**
 * sol_reminders_send:
 *
 * Reminds those who are to answer what nobody answered for 3, and for 8 days, and those whose
 * charter ends: by mail, where any leaves, and on the record.
 */
void
sol_reminders_send (SolServer *server)
{
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reminders = sol_access_remind (server->access, now, &error);

  if (reminders == NULL)
    g_warning ("Nobody is reminded: %s", error->message);
  for (guint i = 0; reminders != NULL && server->mailer != NULL && i < reminders->len; i++)
    send (server, reminders->pdata[i], now);
}
