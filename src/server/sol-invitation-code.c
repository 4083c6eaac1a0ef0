/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-invitation-code.h"

#include "model/sol-clock.h"
#include "server/sol-account-answers.h"
#include "server/sol-secret.h"

/* Returns: (transfer full): by which the database knows the code */
char *
sol_invitation_code_hash (const char *typed)
{
  return sol_secret_hash_code ("invitation", typed);
}

/**
 * sol_invitation_code_answer:
 * @code: (nullable): %NULL: it is for whom it was mailed to alone
 * @expires_at: seconds since 1970
 * @mailed: it is on its way to whom it is for
 *
 * Tells the code to who may hand it over.
 */
void
sol_invitation_code_answer (SolRequest *request,
                            const char *code,
                            gint64 expires_at,
                            gboolean mailed)
{
  g_autofree char *until = sol_clock_print (expires_at);
  GString *text = g_string_new (NULL);

  g_string_append_c (text, '{');
  if (code != NULL)
    g_string_append_printf (text, "\"code\":\"%s\",", code);
  g_string_append_printf (text, "\"expires_at\":\"%s\",\"mailed\":%s}", until,
                          mailed ? "true" : "false");
  sol_account_answer_json (request, text);
}
