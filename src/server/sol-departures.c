/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-departures.h"

#include "model/sol-clock.h"
#include "server/sol-mail.h"

#define MAIL_SECONDS (24 * 3600)

/* Nobody is erased whom no mail can have warned. */
static void
warn_unused (SolServer *server, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unused = sol_personal_list_unused (server->personal, now, &error);

  if (unused == NULL)
    g_warning ("No unused account is looked for: %s", error->message);
  for (guint i = 0; unused != NULL && i < unused->len; i++)
    {
      const SolAccount *account = unused->pdata[i];

      sol_mailer_send (server->mailer, account->address,
                       sol_mail_compose ("unused", account->locale,
                                         sol_mailer_get_from (server->mailer), account->address,
                                         NULL, now),
                       MAIL_SECONDS);
    }
}

/**
 * sol_departures_see_to:
 *
 * Erases the accounts whose time has come, and tells the owners of those that are not used, where
 * mail leaves, that they will be.
 */
void
sol_departures_see_to (SolServer *server)
{
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;

  if (!sol_personal_erase_due (server->personal, now, &error))
    g_warning ("Nobody is erased: %s", error->message);
  if (server->mailer != NULL)
    warn_unused (server, now);
}
