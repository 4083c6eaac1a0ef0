/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-attempts.h"

#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-secret.h"

#define PER_ACCOUNT 5
#define ACCOUNT_SECONDS (15 * 60)
#define PER_ADDRESS 50
#define ADDRESS_SECONDS (60 * 60)

/* (transfer full): by which an address of mail is counted, whether it has an account or not */
char *
sol_attempts_hash_address (const char *address)
{
  return sol_secret_hash ("address", address);
}

static char *
make_network_subject (SolRequest *request)
{
  GString *subject = g_string_new ("network:");
  SolAddress address;

  sol_request_get_address (request, &address);
  for (guint i = 0; i < sizeof address.bytes; i++)
    g_string_append_printf (subject, "%02x", address.bytes[i]);
  return g_string_free (subject, FALSE);
}

static gboolean
take_one (SolServer *server, SolRequest *request, const char *subject, guint count, guint seconds)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  int wait = sol_accounts_take_attempt (server->accounts, subject, count, seconds,
                                        sol_clock_seconds (), &error);

  if (wait == 0)
    return TRUE;
  if (wait < 0)
    return sol_account_answer_failure (request, error);
  told = g_strdup_printf ("%d", wait);
  sol_request_set_header (request, "Retry-After", told);
  sol_request_answer_problem (request, 429, "attempts", "Too many attempts: try again in %d s",
                              wait);
  return FALSE;
}

/**
 * sol_attempts_take:
 * @what: "sign-in", "code"…: each is counted by itself
 * @whom: (nullable): hash of the address of mail it is tried on
 *
 * Counts an attempt on an account, and by an address of the network.
 *
 * Returns: %FALSE, and the request is answered, when there were too many
 */
gboolean
sol_attempts_take (SolServer *server, SolRequest *request, const char *what, const char *whom)
{
  g_autofree char *network = make_network_subject (request);
  g_autofree char *account = whom != NULL ? g_strconcat (what, ":", whom, NULL) : NULL;

  return take_one (server, request, network, PER_ADDRESS, ADDRESS_SECONDS) &&
         (account == NULL || take_one (server, request, account, PER_ACCOUNT, ACCOUNT_SECONDS));
}

/* It succeeded: what was tried before was the owner's. */
void
sol_attempts_forget (SolServer *server, const char *what, const char *whom)
{
  g_autofree char *account = g_strconcat (what, ":", whom, NULL);
  g_autoptr (GError) error = NULL;

  if (!sol_accounts_forget_attempts (server->accounts, account, &error))
    g_warning ("%s", error->message);
}
