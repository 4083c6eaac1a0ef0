/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/sol-account-error.h"

#include "net/sol-net-error.h"
#include "sync/sol-account-error-private.h"
#include "sync/sol-sync-steps-private.h"

G_DEFINE_QUARK (sol_account_error_quark, sol_account_error)

/* What the server calls it. */
static const struct
{
  const char *reason;
  SolAccountError code;
} reasons[] = {
  { "credentials", SOL_ACCOUNT_ERROR_WRONG_PASSWORD },
  { "code", SOL_ACCOUNT_ERROR_WRONG_CODE },
  { "attempts", SOL_ACCOUNT_ERROR_THROTTLED },
  { "rate", SOL_ACCOUNT_ERROR_THROTTLED },
  { "address", SOL_ACCOUNT_ERROR_ADDRESS },
  { "name", SOL_ACCOUNT_ERROR_NAME },
  { "password", SOL_ACCOUNT_ERROR_PASSWORD },
  { "mail", SOL_ACCOUNT_ERROR_NO_MAIL },
  { "signed-out", SOL_ACCOUNT_ERROR_ENDED },
  { "new-account", SOL_ACCOUNT_ERROR_NEW },
  { "address-taken", SOL_ACCOUNT_ERROR_TAKEN },
  { "taken", SOL_ACCOUNT_ERROR_LINKED },
  { "state", SOL_ACCOUNT_ERROR_ELSEWHERE },
  { "refused", SOL_ACCOUNT_ERROR_ELSEWHERE },
  { "unverified", SOL_ACCOUNT_ERROR_UNVERIFIED },
  { "provider", SOL_ACCOUNT_ERROR_PROVIDER },
  { "sign-in-again", SOL_ACCOUNT_ERROR_STALE },
  { "soon", SOL_ACCOUNT_ERROR_NOT_ASKED },
  { "answered", SOL_ACCOUNT_ERROR_NOT_ASKED },
  { "unwanted", SOL_ACCOUNT_ERROR_NOT_ASKED },
  { "closed", SOL_ACCOUNT_ERROR_NOT_TODAY },
  { "day", SOL_ACCOUNT_ERROR_NOT_TODAY },
  { "last-manager", SOL_ACCOUNT_ERROR_LAST_MANAGER },
};

static SolAccountError
code_from_status (guint status)
{
  switch (sol_net_error_from_status (status))
    {
    case SOL_NET_ERROR_SIGNED_OUT:
      return SOL_ACCOUNT_ERROR_ENDED;
    case SOL_NET_ERROR_FORBIDDEN:
      return SOL_ACCOUNT_ERROR_FORBIDDEN;
    case SOL_NET_ERROR_GONE:
      return SOL_ACCOUNT_ERROR_GONE;
    default:
      return SOL_ACCOUNT_ERROR_FAILED;
    }
}

/**
 * sol_account_error_from_reply: (skip)
 * @reply: a refusal
 *
 * Returns: (transfer full): an error in %SOL_ACCOUNT_ERROR; in %SOL_SYNC_ERROR when the server has
 *   a fault of its own, or this program is too old for it
 */
GError *
sol_account_error_from_reply (const SolReply *reply)
{
  const char *reason = sol_reply_get_text (reply, "reason");
  const char *detail = sol_reply_get_text (reply, "detail");
  const guint status = sol_reply_get_status (reply);
  const SolNetError code = sol_net_error_from_status (status);

  if (detail == NULL)
    detail = "The server does not say why";
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reason, reasons[i].reason) == 0)
      return g_error_new_literal (SOL_ACCOUNT_ERROR, reasons[i].code, detail);
  if (code == SOL_NET_ERROR_BUSY || code == SOL_NET_ERROR_CLIENT_TOO_OLD)
    return sol_sync_error_from (g_error_new_literal (SOL_NET_ERROR, (int) code, detail));

  return g_error_new_literal (SOL_ACCOUNT_ERROR, code_from_status (status), detail);
}

/**
 * sol_account_error_from: (skip)
 * @cause: (transfer full): of the lower layers
 *
 * Returns: (transfer full): an error in %SOL_ACCOUNT_ERROR or %SOL_SYNC_ERROR, or a cancellation as
 *   it came
 */
GError *
sol_account_error_from (GError *cause)
{
  SolAccountError code;
  GError *error;

  if (cause->domain == SOL_ACCOUNT_ERROR)
    return cause;
  if (g_error_matches (cause, SOL_NET_ERROR, SOL_NET_ERROR_SIGNED_OUT))
    code = SOL_ACCOUNT_ERROR_ENDED;
  else if (g_error_matches (cause, SOL_NET_ERROR, SOL_NET_ERROR_INSECURE))
    code = SOL_ACCOUNT_ERROR_INSECURE;
  else if (g_error_matches (cause, SOL_NET_ERROR, SOL_NET_ERROR_FORBIDDEN))
    code = SOL_ACCOUNT_ERROR_FORBIDDEN;
  else
    return sol_sync_error_from (cause);

  error = g_error_new_literal (SOL_ACCOUNT_ERROR, code, cause->message);
  g_error_free (cause);
  return error;
}
