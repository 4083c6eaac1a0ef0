/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-reminders.h"

#include "model/sol-clock.h"
#include "server/sol-mail.h"

#define MAIL_SECONDS (24 * 3600)

/**
 * sol_reminders_send:
 *
 * Reminds the managers of whom nobody answered for 3, and for 8 days: by mail, where any leaves,
 * and on the record.
 */
void
sol_reminders_send (SolServer *server)
{
  gint64 now = sol_clock_seconds ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) managers = sol_access_remind (server->access, now, &error);

  if (managers == NULL)
    g_warning ("Nobody is reminded: %s", error->message);
  for (guint i = 0; managers != NULL && server->mailer != NULL && i < managers->len; i++)
    {
      const SolAccount *manager = managers->pdata[i];

      sol_mailer_send (server->mailer, manager->address,
                       sol_mail_compose ("reminder", manager->locale,
                                         sol_mailer_get_from (server->mailer), manager->address,
                                         NULL, now),
                       MAIL_SECONDS);
    }
}
