/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_ACCOUNT_UNCONFIRMED "unconfirmed"
#define SOL_ACCOUNT_ACTIVE "active"
#define SOL_ACCOUNT_CLOSING "closing" /* erased in some days, unless its owner signs in */
#define SOL_ACCOUNT_CLOSED "closed"

/**
 * SolAccount:
 * @address: of mail, as sol_mail_address_normalise() gives it
 * @role: on the platform: "member", "animator", "moderator", "administrator"
 * @password: its hash
 */
typedef struct
{
  char *id;
  char *address;
  char *name;
  char *kind;
  char *role;
  char *locale;
  char *password;
  char *state;
  gint64 created_at; /* seconds since 1970, as all times here */
} SolAccount;

/**
 * SolSession:
 * @account: (nullable): whose it is; not told by sol_accounts_list_sessions()
 * @used_at: to a minute or so
 * @confirmed: its newest tokens were used
 *
 * One sign-in, with all the tokens that follow one another in it.
 */
typedef struct
{
  char *id;
  char *client;
  gint64 created_at;
  gint64 used_at;
  gint64 expires_at;
  gboolean confirmed;
  SolAccount *account;
} SolSession;

/**
 * SolTokenHashes:
 *
 * What is kept of a session's tokens, and until when they are good. The strings stay the caller's.
 */
typedef struct
{
  const char *access;
  const char *refresh;
  gint64 access_until;
  gint64 refresh_until;
} SolTokenHashes;

/**
 * SolAudit:
 * @session: (nullable): %NULL: who did it was not signed in
 * @act: "sign-in", "change"…
 * @detail: the names of what changed, or an id; never a secret
 * @scope: (nullable): whose the record is that it was about
 *
 * Who did what from what client; it is written with the effect or not at all.
 */
typedef struct
{
  const char *account;
  const char *session;
  const char *client;
  const char *act;
  const char *detail;
  const char *scope;
} SolAudit;

void sol_account_free (SolAccount *self);
void sol_session_free (SolSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolAccount, sol_account_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSession, sol_session_free)

#define SOL_TYPE_ACCOUNTS (sol_accounts_get_type ())
G_DECLARE_INTERFACE (SolAccounts, sol_accounts, SOL, ACCOUNTS, GObject)

/**
 * SolAccountsInterface:
 *
 * What the server asks of a database about those who sign in. Errors are #SolStorageError. All
 * calls may wait for the disk, may come from any thread, and are done whole or not at all.
 */
struct _SolAccountsInterface
{
  GTypeInterface parent_interface;

  gboolean (*add) (SolAccounts *self,
                   const SolAccount *account,
                   const SolAudit *audit,
                   GError **error);
  SolAccount *(*find) (SolAccounts *self, const char *address, GError **error);
  gboolean (*change) (SolAccounts *self,
                      const SolAccount *account,
                      const SolAccount *from,
                      gboolean ends_sessions,
                      const SolAudit *audit,
                      GError **error);
  gboolean (*put_code) (SolAccounts *self,
                        const char *purpose,
                        const char *address_hash,
                        const char *hash,
                        gint64 expires_at,
                        GError **error);
  gboolean (*try_code) (SolAccounts *self,
                        const char *purpose,
                        const char *address_hash,
                        const char *hash,
                        gint64 now,
                        gboolean *right,
                        GError **error);
  gboolean (*open_session) (SolAccounts *self,
                            const SolSession *session,
                            const SolTokenHashes *tokens,
                            const SolAudit *audit,
                            gboolean *opened,
                            GError **error);
  SolSession *(*find_session) (SolAccounts *self, const char *access, gint64 now, GError **error);
  gboolean (*touch_session) (SolAccounts *self, const char *access, gint64 now, GError **error);
  SolSession *(*renew_session) (SolAccounts *self,
                                const char *refresh,
                                const SolTokenHashes *tokens,
                                gint64 now,
                                GError **error);
  GPtrArray *(*list_sessions) (SolAccounts *self, const char *account, gint64 now, GError **error);
  int (*end_sessions) (SolAccounts *self,
                       const char *id,
                       const char *except,
                       const SolAudit *audit,
                       gint64 now,
                       GError **error);
  int (*take_attempt) (SolAccounts *self,
                       const char *subject,
                       guint count,
                       guint seconds,
                       gint64 now,
                       GError **error);
  gboolean (*forget_attempts) (SolAccounts *self, const char *subject, GError **error);
  gboolean (*purge) (SolAccounts *self, gint64 now, GError **error);
};

gboolean sol_accounts_add (SolAccounts *self,
                           const SolAccount *account,
                           const SolAudit *audit,
                           GError **error);
SolAccount *sol_accounts_find (SolAccounts *self, const char *address, GError **error);
gboolean sol_accounts_change (SolAccounts *self,
                              const SolAccount *account,
                              const SolAccount *from,
                              gboolean ends_sessions,
                              const SolAudit *audit,
                              GError **error);
gboolean sol_accounts_put_code (SolAccounts *self,
                                const char *purpose,
                                const char *address_hash,
                                const char *hash,
                                gint64 expires_at,
                                GError **error);
gboolean sol_accounts_try_code (SolAccounts *self,
                                const char *purpose,
                                const char *address_hash,
                                const char *hash,
                                gint64 now,
                                gboolean *right,
                                GError **error);
gboolean sol_accounts_open_session (SolAccounts *self,
                                    const SolSession *session,
                                    const SolTokenHashes *tokens,
                                    const SolAudit *audit,
                                    gboolean *opened,
                                    GError **error);
SolSession *
sol_accounts_find_session (SolAccounts *self, const char *access, gint64 now, GError **error);
gboolean
sol_accounts_touch_session (SolAccounts *self, const char *access, gint64 now, GError **error);
SolSession *sol_accounts_renew_session (SolAccounts *self,
                                        const char *refresh,
                                        const SolTokenHashes *tokens,
                                        gint64 now,
                                        GError **error);
GPtrArray *
sol_accounts_list_sessions (SolAccounts *self, const char *account, gint64 now, GError **error);
int sol_accounts_end_sessions (SolAccounts *self,
                               const char *id,
                               const char *except,
                               const SolAudit *audit,
                               gint64 now,
                               GError **error);
int sol_accounts_take_attempt (SolAccounts *self,
                               const char *subject,
                               guint count,
                               guint seconds,
                               gint64 now,
                               GError **error);
gboolean sol_accounts_forget_attempts (SolAccounts *self, const char *subject, GError **error);
gboolean sol_accounts_purge (SolAccounts *self, gint64 now, GError **error);

G_END_DECLS
