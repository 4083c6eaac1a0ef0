/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "model/sol-model-error.h"
#include "sol-test-account.h"
#include "store/sol-account-attach.h"
#include "store/sol-account-store-private.h"
#include "store/sol-database-private.h"
#include "store/sol-store-error.h"

/* Files that go, or come to another account: nothing that only this computer has goes along. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"
#define PICTURE "\x89PNG\r\n\x1a\nand so on"
#define LARGE (40 * 1024 * 1024) /* bytes: it takes a while to save */

static gboolean
sign_out (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  gboolean work_kept = FALSE;

  sol_account_files_sign_out_async (fixture->folder, SOL_TEST_ACCOUNT, FALSE, NULL,
                                    sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_files_sign_out_finish (result, &work_kept, &error);
  g_assert_no_error (error);
  return work_kept;
}

static void
run_on (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolDatabase) db = sol_database_open (path, TRUE, &error);

  g_assert_no_error (error);
  sol_database_run (db, sql, &error);
  g_assert_no_error (error);
}

/* What cannot be counted is not nothing. */
static void
test_unreadable_work_is_kept (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autofree char *cache = sol_test_account_path (fixture, "private.db");
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");

  sol_test_account_close (fixture);
  run_on (path, "ALTER TABLE entry RENAME TO entry_of_later");
  g_assert_true (sign_out (fixture));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (cache, G_FILE_TEST_EXISTS));
}

/* Of a folder in which nothing was ever kept there is nothing to be kept. */
static void
test_nothing_is_no_work (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");

  sol_test_account_close (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_false (sign_out (fixture));
}

static void
open_local (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (fixture->folder, NULL, NULL, sol_test_keep_result, &kept);
  opened = sol_test_wait (&kept);
  fixture->store = sol_account_store_open_finish (opened, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): where it lies in the folder of the account */
static char *
attach (SolTestAccount *fixture)
{
  g_autofree char *hash = sol_test_attach (fixture, NULL);

  return g_build_filename ("blobs", hash, NULL);
}

static void
adopt (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_adopt_async (fixture->folder, SOL_TEST_ACCOUNT, NULL, sol_test_keep_result,
                                 &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_files_adopt_finish (result, NULL, &error));
  g_assert_no_error (error);
}

static gint64
count_attachments (SolTestAccount *fixture)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autoptr (SolDatabase) db = sol_database_open (path, FALSE, NULL);
  gint64 n = -1;

  sol_database_get_number (db, "SELECT count (*) FROM attachment WHERE sent = 0", &n, NULL);
  return n;
}

/* An act that names it waits for it, whoever attached it: else the server knows no such file. */
static void
test_adopted_file_is_still_to_be_sent (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  sol_test_account_close (fixture);
  open_local (fixture);
  name = attach (fixture);
  sol_test_account_close (fixture);
  adopt (fixture);
  path = sol_test_account_path (fixture, name);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (count_attachments (fixture), ==, 1);
}

/* The one that he threw away is not the one that he goes on with. */
static void
test_adopted_draft_is_not_thrown_away (SolTestAccount *fixture, gconstpointer unused)
{
  static const char draft[] =
      "INSERT INTO draft (type, id, organisation, base_rev, doc, changed_at,"
      " discarded_at) VALUES ('listing', '" ONE "', '', 0, '{}', 1, ";
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autofree char *local = g_build_filename (fixture->folder, "account-local", "user.db", NULL);
  g_autofree char *thrown_away = g_strconcat (draft, "1)", NULL);
  g_autofree char *present = g_strconcat (draft, "NULL)", NULL);
  g_autoptr (SolDatabase) db = NULL;
  gint64 n = -1;

  sol_test_account_close (fixture);
  open_local (fixture);
  sol_test_account_close (fixture);
  run_on (path, thrown_away);
  run_on (local, present);
  adopt (fixture);
  db = sol_database_open (path, FALSE, NULL);
  sol_database_get_number (db, "SELECT count (*) FROM draft WHERE discarded_at IS NULL", &n, NULL);
  g_assert_cmpint (n, ==, 1);
}

/* Long ago he attached it for himself, and now for an organisation. */
static void
test_file_of_two_stays_with_the_later (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *user = sol_test_account_path (fixture, "user.db");
  g_autofree char *name = attach (fixture);
  g_autofree char *path = sol_test_account_path (fixture, name);

  sol_test_account_close (fixture);
  run_on (user, "UPDATE attachment SET organisation = 'x';"
                "INSERT INTO attachment SELECT hash, '', name, type, size, 1, 1 FROM attachment");
  sol_test_account_open (fixture);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* However long a file is, no more of it is read than may be attached. */
static void
test_endless_file_is_refused (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GFile) endless = g_file_new_for_path ("/dev/zero");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_attach_async (fixture->store, endless, NULL, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_null (sol_account_store_attach_finish (fixture->store, result, &error));
  g_assert_error (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_UNKNOWN_BLOB);
}

/* He went while what he attached was being read: it is not there when all has been taken away. */
static void
test_nothing_is_attached_after_leaving (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "blobs");
  char *large = g_malloc0 (LARGE);
  g_autoptr (GBytes) content = g_bytes_new_take (large, LARGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  memcpy (large, PICTURE, sizeof PICTURE - 1);
  sol_account_store_attach_bytes_async (fixture->store, content, "a.png", NULL, NULL,
                                        sol_test_keep_result, &kept);
  sol_account_store_close (fixture->store);
  g_assert_false (sign_out (fixture));
  result = sol_test_wait (&kept);
  g_assert_null (sol_account_store_attach_finish (fixture->store, result, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_CLOSED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static char *
put_stray (SolTestAccount *fixture, const char *name, gint64 days)
{
  g_autofree char *file = g_build_filename ("blobs", name, NULL);
  char *path = sol_test_account_path (fixture, file);
  struct utimbuf times = { 0, (time_t) (g_get_real_time () / G_USEC_PER_SEC - days * 24 * 3600) };

  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  return path;
}

/* Of one who was killed between the file and its row. */
static void
test_file_without_a_row_goes (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *name = attach (fixture);
  g_autofree char *path = sol_test_account_path (fixture, name);
  g_autofree char *old = put_stray (fixture, "old", 40);
  g_autofree char *fresh = put_stray (fixture, "fresh", 1);

  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-leaving/unreadable-work-is-kept", test_unreadable_work_is_kept);
  sol_test_account_add ("/account-leaving/nothing-is-no-work", test_nothing_is_no_work);
  sol_test_account_add ("/account-leaving/adopted-file-is-still-to-be-sent",
                        test_adopted_file_is_still_to_be_sent);
  sol_test_account_add ("/account-leaving/adopted-draft-is-not-thrown-away",
                        test_adopted_draft_is_not_thrown_away);
  sol_test_account_add ("/account-leaving/endless-file-is-refused", test_endless_file_is_refused);
  sol_test_account_add ("/account-leaving/file-of-two-stays-with-the-later",
                        test_file_of_two_stays_with_the_later);
  sol_test_account_add ("/account-leaving/nothing-is-attached-after-leaving",
                        test_nothing_is_attached_after_leaving);
  sol_test_account_add ("/account-leaving/file-without-a-row-goes", test_file_without_a_row_goes);
  return g_test_run ();
}
