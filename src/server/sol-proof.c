/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-proof.h"

#include "model/sol-clock.h"
#include "server/sol-attempts.h"
#include "server/sol-passwords.h"
#include "server/sol-signed-in.h"

#define FRESH_SECONDS (10 * 60)

/* Who has no password signs in elsewhere: that he just did is the proof. */
static gboolean
check_fresh (SolRequest *request, const SolSession *session)
{
  if (session->created_at > sol_clock_seconds () - FRESH_SECONDS)
    return TRUE;
  sol_request_answer_problem (request, 403, "sign-in-again",
                              "This account has no password: sign in once more, then try again");
  return FALSE;
}

/**
 * sol_proof_check:
 * @password: (nullable): the present one
 *
 * Has who is signed in prove that it is he: a stolen token or a window left open does not become a
 * stolen account. Slow.
 *
 * Returns: %FALSE, and the request is answered, when he does not
 */
gboolean
sol_proof_check (SolServer *server, SolRequest *request, const char *password)
{
  const SolSession *session = sol_signed_in_get_session (request);
  const SolAccount *account = session->account;
  g_autofree char *hash = sol_attempts_hash_address (account->address);

  if (*account->password == '\0')
    return check_fresh (request, session);
  if (!sol_attempts_take (server, request, "sign-in", hash))
    return FALSE;
  if (sol_passwords_verify (server->passwords, account->password, password != NULL ? password : ""))
    {
      sol_attempts_forget (server, "sign-in", hash);
      return TRUE;
    }
  sol_request_answer_problem (request, 403, "credentials", "The present password is not right");
  return FALSE;
}
