/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-accounts.h"

G_DEFINE_INTERFACE (SolAccounts, sol_accounts, G_TYPE_OBJECT)

static void
sol_accounts_default_init (SolAccountsInterface *iface)
{
}

void
sol_account_free (SolAccount *self)
{
  g_free (self->id);
  g_free (self->address);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->role);
  g_free (self->locale);
  g_free (self->password);
  g_free (self->state);
  g_free (self);
}

void
sol_session_free (SolSession *self)
{
  g_free (self->id);
  g_free (self->client);
  g_clear_pointer (&self->account, sol_account_free);
  g_free (self);
}

/**
 * sol_accounts_add:
 *
 * Writes a new account. An unconfirmed one of its address is replaced; of a confirmed one nothing
 * changes, and that is no error.
 */
gboolean
sol_accounts_add (SolAccounts *self,
                  const SolAccount *account,
                  const SolAudit *audit,
                  GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->add (self, account, audit, error);
}

/**
 * sol_accounts_find:
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is none of that address
 */
SolAccount *
sol_accounts_find (SolAccounts *self, const char *address, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->find (self, address, error);
}

/**
 * sol_accounts_change:
 * @account: its id, and of name, locale, password and state those that change; %NULL stays as it is
 * @from: (nullable): of password and state those that must still be so: they were read some time
 * ago
 * @ends_sessions: with it all sessions of the account end but the one that @audit tells
 *
 * Returns: %FALSE with %SOL_STORAGE_ERROR_CHANGED when it is no longer as @from says
 */
gboolean
sol_accounts_change (SolAccounts *self,
                     const SolAccount *account,
                     const SolAccount *from,
                     gboolean ends_sessions,
                     const SolAudit *audit,
                     GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->change (self, account, from, ends_sessions, audit, error);
}

/* A code takes the place of the one before it. */
gboolean
sol_accounts_put_code (SolAccounts *self,
                       const char *purpose,
                       const char *address_hash,
                       const char *hash,
                       gint64 expires_at,
                       GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->put_code (self, purpose, address_hash, hash, expires_at,
                                                  error);
}

/**
 * sol_accounts_try_code:
 * @right: (out): it is the code, which is thereby spent
 *
 * Counts a try. After 5 wrong ones the code is spent too.
 */
gboolean
sol_accounts_try_code (SolAccounts *self,
                       const char *purpose,
                       const char *address_hash,
                       const char *hash,
                       gint64 now,
                       gboolean *right,
                       GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->try_code (self, purpose, address_hash, hash, now, right,
                                                  error);
}

/**
 * sol_accounts_open_session:
 * @session: its account has the password that was just proved
 * @opened: (out): %FALSE without an error when the account has another one by now, or is closed
 */
gboolean
sol_accounts_open_session (SolAccounts *self,
                           const SolSession *session,
                           const SolTokenHashes *tokens,
                           const SolAudit *audit,
                           gboolean *opened,
                           GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->open_session (self, session, tokens, audit, opened, error);
}

/**
 * sol_accounts_find_session:
 * @access: hash of an access token
 *
 * Returns: (transfer full) (nullable): %NULL without an error when that token is not good
 */
SolSession *
sol_accounts_find_session (SolAccounts *self, const char *access, gint64 now, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->find_session (self, access, now, error);
}

/**
 * sol_accounts_touch_session:
 * @access: hash of an access token that was used
 *
 * If that is still the newest one, those before it are spent.
 */
gboolean
sol_accounts_touch_session (SolAccounts *self, const char *access, gint64 now, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->touch_session (self, access, now, error);
}

/**
 * sol_accounts_renew_session:
 * @refresh: hash of the refresh token that is brought
 * @tokens: those that follow
 *
 * The token before the newest is good as long as the newest were not used: the answer that brought
 * them may be lost. Any older one ends the session, but for those from before the last thousand,
 * which are only refused.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when the token is not good
 */
SolSession *
sol_accounts_renew_session (SolAccounts *self,
                            const char *refresh,
                            const SolTokenHashes *tokens,
                            gint64 now,
                            GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->renew_session (self, refresh, tokens, now, error);
}

/**
 * sol_accounts_list_sessions:
 *
 * Returns: (transfer full) (element-type SolSession) (nullable): those that go on, newest first
 */
GPtrArray *
sol_accounts_list_sessions (SolAccounts *self, const char *account, gint64 now, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->list_sessions (self, account, now, error);
}

/**
 * sol_accounts_end_sessions:
 * @id: (nullable): that one alone; %NULL: all of the account
 * @except: (nullable): that one goes on
 * @audit: its account is the one whose sessions end
 *
 * Returns: how many ended, -1 on an error
 */
int
sol_accounts_end_sessions (SolAccounts *self,
                           const char *id,
                           const char *except,
                           const SolAudit *audit,
                           gint64 now,
                           GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->end_sessions (self, id, except, audit, now, error);
}

/**
 * sol_accounts_take_attempt:
 * @subject: what is tried, by whom or on whom
 * @count: so many …
 * @seconds: … in so many seconds
 *
 * Counts an attempt, unless there were too many; a refused one does not count.
 *
 * Returns: 0, or the seconds after which one more is let through, or -1 on an error
 */
int
sol_accounts_take_attempt (SolAccounts *self,
                           const char *subject,
                           guint count,
                           guint seconds,
                           gint64 now,
                           GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->take_attempt (self, subject, count, seconds, now, error);
}

gboolean
sol_accounts_forget_attempts (SolAccounts *self, const char *subject, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->forget_attempts (self, subject, error);
}

/* Deletes what has expired: sessions, codes, attempts, accounts that nobody confirmed. */
gboolean
sol_accounts_purge (SolAccounts *self, gint64 now, GError **error)
{
  return SOL_ACCOUNTS_GET_IFACE (self)->purge (self, now, error);
}
