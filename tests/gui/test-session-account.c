/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-session-account.h"
#include "sol-test-support.h"
#include "store/sol-account-files.h"
#include "sync/sol-account-session-private.h"

/* Whose files are opened, and whose are put away, as people come and go. */

#define NOBODY "http://127.0.0.1:9"
#define ONE "0193f7a0-0000-7000-8000-00000000000a"
#define TWO "0193f7a0-0000-7000-8000-00000000000b"
#define COMES "0193f7a0-0000-7000-8000-00000000000c"

typedef struct
{
  char *folder;
  SolAccountSession *session;
  SolSessionAccount *files;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolKeyring) keyring = sol_keyring_new_in_memory ();

  fixture->folder = g_dir_make_tmp ("sol-account-XXXXXX", NULL);
  fixture->session = sol_account_session_new (fixture->folder, NOBODY, keyring);
  fixture->files = sol_session_account_new (fixture->folder, fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sol_session_account_close (fixture->files);
  g_clear_object (&fixture->files);
  g_clear_object (&fixture->session);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* As of one whose sign-out was cut off. */
static void
leave_files (Fixture *fixture, const char *account)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SolAccountStore) store = NULL;

  sol_account_store_open_async (fixture->folder, account, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  store = sol_account_store_open_finish (result, NULL);
  g_assert_nonnull (store);
  sol_account_store_close (store);
}

static void
load (Fixture *fixture)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  sol_session_account_load_async (fixture->files, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_session_account_load_finish (fixture->files, result);
}

static void
come_in (Fixture *fixture, const char *account)
{
  SolProfile *profile = sol_profile_new ();

  profile->account = g_strdup (account);
  sol_account_session_show (fixture->session, profile, SOL_ACCOUNT_SIGNED_IN);
}

/* Returns: of how many it holds more than their own work */
static guint
count_kept (Fixture *fixture)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) all = NULL;
  guint n = 0;

  sol_account_files_list_async (fixture->folder, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  all = sol_account_files_list_finish (result, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      const SolAccountFiles *one = all->pdata[i];

      n += one->account != NULL && !one->signed_out;
    }
  return n;
}

static gboolean
has_files_of (Fixture *fixture, const char *account)
{
  SolAccountStore *store = sol_session_account_get_store (fixture->files);

  return store != NULL && g_strcmp0 (sol_account_store_get_account (store), account) == 0;
}

/* What those who left could see is not kept until the next start because somebody comes. */
static void
test_files_that_were_left_are_put_away (Fixture *fixture, gconstpointer comes)
{
  leave_files (fixture, ONE);
  leave_files (fixture, TWO);
  g_assert_cmpuint (count_kept (fixture), ==, 2);
  load (fixture);
  if (comes != NULL)
    come_in (fixture, comes);
  SOL_TEST_WAIT_UNTIL (has_files_of (fixture, comes));
  g_assert_cmpuint (count_kept (fixture), ==, comes != NULL ? 1 : 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session-account/left-files-are-put-away", Fixture, NULL, set_up,
              test_files_that_were_left_are_put_away, tear_down);
  g_test_add ("/session-account/left-files-are-put-away-as-one-comes", Fixture, COMES, set_up,
              test_files_that_were_left_are_put_away, tear_down);
  return g_test_run ();
}
