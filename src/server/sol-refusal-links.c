/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-refusal-links.h"

#include "model/sol-clock.h"
#include "server/sol-attempts.h"
#include "server/sol-secret.h"

#define GOOD_SECONDS (30 * 24 * 3600) /* data/pages says so too */

/* Returns: (transfer full): by which the database knows the code */
char *
sol_refusal_code_hash (const char *typed)
{
  return sol_secret_hash_code ("refusal", typed);
}

/**
 * sol_refusal_links_make:
 * @type: and @id: of the record that a mail is about
 * @address: that it goes to
 *
 * Returns: (transfer full) (nullable): where whoever reads it can refuse; %NULL where the server
 *   knows no address of its own
 */
char *
sol_refusal_links_make (SolServer *server, const char *type, const char *id, const char *address)
{
  g_autofree char *code = server->address != NULL ? sol_secret_new_long_code () : NULL;
  g_autofree char *hash = code != NULL ? sol_refusal_code_hash (code) : NULL;
  g_autofree char *mailbox = sol_attempts_hash_address (address);
  const SolRefusalLink link = { hash, type, id, mailbox, sol_clock_seconds () + GOOD_SECONDS };
  g_autoptr (GError) error = NULL;

  if (code == NULL)
    return NULL;
  if (sol_refusals_put_link (server->refusals, &link, &error))
    return g_strconcat (server->address, "/n/", code, NULL);
  g_warning ("A mail has no link to refuse: %s", error->message);
  return NULL;
}
