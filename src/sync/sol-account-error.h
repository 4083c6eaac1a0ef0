/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_ACCOUNT_ERROR (sol_account_error_quark ())

/**
 * SolAccountError:
 * @SOL_ACCOUNT_ERROR_FAILED: anything else; the message says what the server said
 * @SOL_ACCOUNT_ERROR_WRONG_PASSWORD: the address or the password is not right, or the address is
 * not confirmed yet: the server does not tell which
 * @SOL_ACCOUNT_ERROR_WRONG_CODE: the code is not right or no longer good
 * @SOL_ACCOUNT_ERROR_THROTTLED: too many attempts: sol_account_session_get_retry_after()
 * @SOL_ACCOUNT_ERROR_ADDRESS: that is no mail address
 * @SOL_ACCOUNT_ERROR_NAME: that is no name
 * @SOL_ACCOUNT_ERROR_PASSWORD: that is no good new password; the message says why
 * @SOL_ACCOUNT_ERROR_NO_MAIL: the server sends no mails: who keeps it gives accounts
 * @SOL_ACCOUNT_ERROR_ENDED: nobody is signed in, or the session has ended
 * @SOL_ACCOUNT_ERROR_FORBIDDEN: the account may not do this
 * @SOL_ACCOUNT_ERROR_GONE: there is none of it any more
 * @SOL_ACCOUNT_ERROR_OTHER: another account is signed in: sign out first
 * @SOL_ACCOUNT_ERROR_INSECURE: the address of the server is neither https nor this computer's
 * @SOL_ACCOUNT_ERROR_SESSION_FILE: the file of the session cannot be used; the message says why
 * @SOL_ACCOUNT_ERROR_NEW: who signed in elsewhere has no account here yet
 * @SOL_ACCOUNT_ERROR_TAKEN: his address has an account already, with a password
 * @SOL_ACCOUNT_ERROR_LINKED: that account, or who he is elsewhere, is linked to another
 * @SOL_ACCOUNT_ERROR_ELSEWHERE: where one signs in, or the platform, does not confirm it
 * @SOL_ACCOUNT_ERROR_UNVERIFIED: where one signs in has not verified his mail address
 * @SOL_ACCOUNT_ERROR_PROVIDER: where one signs in does not answer the platform
 * @SOL_ACCOUNT_ERROR_NOT_BACK: the browser did not come back in time
 * @SOL_ACCOUNT_ERROR_STALE: without a password, only who has just signed in may do this
 * @SOL_ACCOUNT_ERROR_LAST_MANAGER: nobody else manages organisations that others belong to
 * @SOL_ACCOUNT_ERROR_NOT_TODAY: nobody comes to the workshop any more: closed, or its day is past
 * @SOL_ACCOUNT_ERROR_NOT_ASKED: who was censused is not to be invited: lately, answered, unwanted
 *
 * What can be wrong with an account. Troubles of the line are %SOL_SYNC_ERROR, as of a sync.
 */
typedef enum
{
  SOL_ACCOUNT_ERROR_FAILED,
  SOL_ACCOUNT_ERROR_WRONG_PASSWORD,
  SOL_ACCOUNT_ERROR_WRONG_CODE,
  SOL_ACCOUNT_ERROR_THROTTLED,
  SOL_ACCOUNT_ERROR_ADDRESS,
  SOL_ACCOUNT_ERROR_NAME,
  SOL_ACCOUNT_ERROR_PASSWORD,
  SOL_ACCOUNT_ERROR_NO_MAIL,
  SOL_ACCOUNT_ERROR_ENDED,
  SOL_ACCOUNT_ERROR_FORBIDDEN,
  SOL_ACCOUNT_ERROR_GONE,
  SOL_ACCOUNT_ERROR_OTHER,
  SOL_ACCOUNT_ERROR_INSECURE,
  SOL_ACCOUNT_ERROR_SESSION_FILE,
  SOL_ACCOUNT_ERROR_NEW,
  SOL_ACCOUNT_ERROR_TAKEN,
  SOL_ACCOUNT_ERROR_LINKED,
  SOL_ACCOUNT_ERROR_ELSEWHERE,
  SOL_ACCOUNT_ERROR_UNVERIFIED,
  SOL_ACCOUNT_ERROR_PROVIDER,
  SOL_ACCOUNT_ERROR_NOT_BACK,
  SOL_ACCOUNT_ERROR_STALE,
  SOL_ACCOUNT_ERROR_LAST_MANAGER,
  SOL_ACCOUNT_ERROR_NOT_ASKED,
  SOL_ACCOUNT_ERROR_NOT_TODAY,
} SolAccountError;

GQuark sol_account_error_quark (void);

G_END_DECLS
