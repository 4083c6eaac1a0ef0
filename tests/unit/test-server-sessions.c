/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "server/sol-accounts.h"
#include "server/sol-sqlite.h"
#include "sol-test-storage.h"

/* What two threads do to one account at once: each act of the other stands between two of ours. */

#define NOW (g_get_real_time () / G_USEC_PER_SEC)

static const SolAccount somebody = { .id = (char *) "u1",
                                     .address = (char *) "a@b.org",
                                     .name = (char *) "A",
                                     .kind = (char *) "buyer",
                                     .role = (char *) "member",
                                     .locale = (char *) "fr",
                                     .password = (char *) "old",
                                     .state = (char *) SOL_ACCOUNT_ACTIVE };
static const SolAudit audit = { "u1", NULL, "", "test", "" };

static SolAccounts *
set_up_account (SolTestStorage *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_accounts_add (SOL_ACCOUNTS (self->storage), &somebody, &audit, &error));
  g_assert_no_error (error);
  return SOL_ACCOUNTS (self->storage);
}

/* Its tokens are hashed as "ID-access" and "ID-refresh". */
static gboolean
open_session (SolAccounts *accounts, const char *id)
{
  g_autofree char *access = g_strconcat (id, "-access", NULL);
  g_autofree char *refresh = g_strconcat (id, "-refresh", NULL);
  const SolTokenHashes tokens = { access, refresh, NOW + 900, NOW + 9000 };
  const SolSession session = {
    .id = (char *) id, .client = (char *) "", .created_at = NOW, .account = (SolAccount *) &somebody
  };
  g_autoptr (GError) error = NULL;
  gboolean opened;

  g_assert_true (sol_accounts_open_session (accounts, &session, &tokens, &audit, &opened, &error));
  g_assert_no_error (error);
  return opened;
}

static gboolean
is_in (SolAccounts *accounts, const char *access)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSession) session = sol_accounts_find_session (accounts, access, NOW, &error);

  g_assert_no_error (error);
  return session != NULL;
}

static gboolean
renew (SolAccounts *accounts, const char *refresh, const char *access)
{
  g_autofree char *next = g_strconcat (access, "-refresh", NULL);
  const SolTokenHashes tokens = { access, next, NOW + 900, NOW + 9000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSession)
      session = sol_accounts_renew_session (accounts, refresh, &tokens, NOW, &error);

  g_assert_no_error (error);
  return session != NULL;
}

static void
set_password (SolAccounts *accounts, const SolAudit *by)
{
  const SolAccount changes = { .id = somebody.id, .password = (char *) "new" };
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_accounts_change (accounts, &changes, NULL, TRUE, by, &error));
  g_assert_no_error (error);
}

/* Whoever was let in by the old password, and is slow, does not stay. */
static void
test_an_old_password_opens_nothing (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);

  g_assert_true (open_session (accounts, "s1"));
  set_password (accounts, &audit);
  g_assert_false (open_session (accounts, "s2"));
  g_assert_false (is_in (accounts, "s2-access"));
  g_assert_false (renew (accounts, "s2-refresh", "other"));
}

static void
test_a_closed_account_opens_nothing (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);
  const SolAccount closed = { .id = somebody.id, .state = (char *) SOL_ACCOUNT_CLOSED };

  g_assert_true (sol_accounts_change (accounts, &closed, NULL, FALSE, &audit, NULL));
  g_assert_false (open_session (accounts, "s1"));
}

/* A code was asked for, then the account was closed or its password set: the code opens nothing. */
static void
test_a_change_is_of_what_was_read (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);
  const SolAccount closed = { .id = somebody.id, .state = (char *) SOL_ACCOUNT_CLOSED };
  const SolAccount open = { .id = somebody.id, .state = (char *) SOL_ACCOUNT_ACTIVE };
  g_autoptr (SolAccount) read = sol_accounts_find (accounts, somebody.address, NULL);
  g_autoptr (SolAccount) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_accounts_change (accounts, &open, read, FALSE, &audit, NULL));
  g_assert_true (sol_accounts_change (accounts, &closed, NULL, FALSE, &audit, NULL));
  g_assert_false (sol_accounts_change (accounts, &open, read, FALSE, &audit, &error));
  g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED);
  after = sol_accounts_find (accounts, somebody.address, NULL);
  g_assert_cmpstr (after->state, ==, SOL_ACCOUNT_CLOSED);
}

static void
test_an_unknown_token_waits_for_no_writer (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);
  g_autoptr (SolSqlite) other = sol_sqlite_open (self->path, TRUE, NULL);

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (sol_sqlite_run (other, "BEGIN IMMEDIATE", NULL));
  g_assert_false (renew (accounts, "nobody's", "next"));
  g_assert_true (sol_sqlite_run (other, "ROLLBACK", NULL));
}

static void
test_rows_that_belong_together_go_together (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (sol_accounts_purge (accounts, NOW + 400 * 24 * 3600, NULL));
  g_assert_false (renew (accounts, "s1-refresh", "next"));
}

/* No crash can come between a new password and the end of what the old one opened. */
static void
test_a_new_password_ends_sessions (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);
  const SolAudit own = { "u1", "s2", "", "test", "" };

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (open_session (accounts, "s2"));
  set_password (accounts, &own);
  g_assert_false (is_in (accounts, "s1-access"));
  g_assert_true (is_in (accounts, "s2-access"));
  set_password (accounts, &audit);
  g_assert_false (is_in (accounts, "s2-access"));
}

/* A request comes in while another one renews the tokens, whose answer is lost. */
static void
test_an_old_access_token_confirms_no_new_one (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (renew (accounts, "s1-refresh", "second"));
  g_assert_true (sol_accounts_touch_session (accounts, "s1-access", NOW, NULL));
  g_assert_true (renew (accounts, "s1-refresh", "third"));
  g_assert_true (sol_accounts_touch_session (accounts, "third", NOW, NULL));
  g_assert_false (renew (accounts, "s1-refresh", "fourth"));
  g_assert_false (is_in (accounts, "third"));
}

/* Makes the first token so much older that it and the newest one are @generations apart. */
static void
make_older (SolTestStorage *self, int generations)
{
  g_autoptr (GError) error = NULL;
  SolSqlite *connection = sol_sqlite_open (self->path, TRUE, &error);
  g_autofree char *sql = g_strdup_printf (
      "UPDATE refresh SET generation = (SELECT generation FROM session) - %d WHERE hash = "
      "'s1-refresh'",
      generations);

  g_assert_no_error (error);
  g_assert_true (sol_sqlite_run (connection, sql, &error));
  sol_sqlite_close (connection);
}

static void
test_old_tokens_are_known_again (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (renew (accounts, "s1-refresh", "second"));
  make_older (self, 999);
  g_assert_true (renew (accounts, "second-refresh", "third"));
  g_assert_false (renew (accounts, "s1-refresh", "other"));
  g_assert_false (is_in (accounts, "third"));
}

/* Whoever is signed in fills no disk: tokens from before the last thousand are forgotten. */
static void
test_forgotten_tokens_end_nothing (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);

  g_assert_true (open_session (accounts, "s1"));
  g_assert_true (renew (accounts, "s1-refresh", "second"));
  make_older (self, 1000);
  g_assert_true (renew (accounts, "second-refresh", "third"));
  g_assert_false (renew (accounts, "s1-refresh", "other"));
  g_assert_true (is_in (accounts, "third"));
}

/* A copy of the database, put in the place of what it is by now. */
static void
put_back (SolTestStorage *self, const char *copy)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->storage);
  g_unlink (log);
  g_assert_cmpint (g_rename (copy, self->path), ==, 0);
  self->storage = sol_storage_sqlite_open (self->path, FALSE, &error);
  g_assert_no_error (error);
}

static char *
copy_database (SolTestStorage *self)
{
  g_autoptr (SolSqlite) reader = sol_sqlite_open (self->path, FALSE, NULL);
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s.copy'", self->path);

  g_assert_true (sol_sqlite_run (reader, sql, NULL));
  return g_strconcat (self->path, ".copy", NULL);
}

/* Whatever was written since a backup is missed, were it a token alone: all sessions end. */
static void
test_a_backup_is_seen_by_sessions (SolTestStorage *self, gconstpointer unused)
{
  SolAccounts *accounts = set_up_account (self);
  g_autofree char *copy = NULL;

  g_assert_true (open_session (accounts, "s1"));
  copy = copy_database (self);
  put_back (self, copy);
  g_assert_true (is_in (SOL_ACCOUNTS (self->storage), "s1-access"));

  g_free (copy);
  copy = copy_database (self);
  g_assert_true (renew (SOL_ACCOUNTS (self->storage), "s1-refresh", "second"));
  put_back (self, copy);
  g_assert_false (is_in (SOL_ACCOUNTS (self->storage), "s1-access"));
}

#define ADD(path, test)                                                               \
  g_test_add ("/sessions/" path, SolTestStorage, NULL, sol_test_storage_set_up, test, \
              sol_test_storage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an-old-password-opens-nothing", test_an_old_password_opens_nothing);
  ADD ("a-closed-account-opens-nothing", test_a_closed_account_opens_nothing);
  ADD ("a-change-is-of-what-was-read", test_a_change_is_of_what_was_read);
  ADD ("an-unknown-token-waits-for-no-writer", test_an_unknown_token_waits_for_no_writer);
  ADD ("rows-that-belong-together-go-together", test_rows_that_belong_together_go_together);
  ADD ("a-new-password-ends-sessions", test_a_new_password_ends_sessions);
  ADD ("an-old-access-token-confirms-no-new-one", test_an_old_access_token_confirms_no_new_one);
  ADD ("old-tokens-are-known-again", test_old_tokens_are_known_again);
  ADD ("forgotten-tokens-end-nothing", test_forgotten_tokens_end_nothing);
  ADD ("a-backup-is-seen-by-sessions", test_a_backup_is_seen_by_sessions);
  return g_test_run ();
}
