/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "model/sol-record-registry.h"
#include "sol-test-account.h"
#include "store/sol-account-store-private.h"
#include "store/sol-database-private.h"
#include "store/sol-draft-saver.h"
#include "store/sol-store-error.h"

/* The folders of the accounts: made, adopted, left, damaged. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"
#define TWO "0193f7a0-0000-7000-8000-000000000002"

static SolAccountStore *
open_account (SolTestAccount *fixture, const char *account, GError **error)
{
  g_autoptr (GAsyncResult) opened = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (fixture->folder, account, NULL, sol_test_keep_result, &kept);
  opened = sol_test_wait (&kept);
  return sol_account_store_open_finish (opened, error);
}

static gboolean
adopt (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  gboolean adopted = FALSE;

  sol_account_files_adopt_async (fixture->folder, SOL_TEST_ACCOUNT, NULL, sol_test_keep_result,
                                 &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_files_adopt_finish (result, &adopted, &error));
  g_assert_no_error (error);
  return adopted;
}

static gboolean
sign_out (SolTestAccount *fixture, gboolean discard_work)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  gboolean work_kept = FALSE;

  sol_account_files_sign_out_async (fixture->folder, SOL_TEST_ACCOUNT, discard_work, NULL,
                                    sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_account_files_sign_out_finish (result, &work_kept, &error);
  g_assert_no_error (error);
  return work_kept;
}

static GPtrArray *
list (SolTestAccount *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_list_async (fixture->folder, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_files_list_finish (result, NULL);
}

static SolRecord *
make_record (const char *id, const char *name)
{
  g_autofree char *doc = g_strdup_printf ("{\"name\":\"%s\"}", name);

  return sol_record_new_from_text (sol_record_registry_find ("listing"), 0, id, "", 0, doc, NULL);
}

/* By the saver, as a page does: it is on the disk once the store is closed. */
static void
write_local (SolTestAccount *fixture, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolAccountStore) local = open_account (fixture, NULL, &error);
  g_autoptr (SolRecord) record = make_record (id, name);
  SolDraftSaver *saver;

  g_assert_no_error (error);
  saver = sol_draft_saver_new (local, "listing", NULL, NULL, record);
  sol_draft_saver_touch (saver);
  g_object_unref (saver);
  sol_account_store_close (local);
}

static GPtrArray *
list_drafts (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  GPtrArray *drafts;

  sol_account_store_list_drafts_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  drafts = sol_account_store_list_drafts_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return drafts;
}

static void
test_local_work_is_adopted (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) drafts = NULL;

  sol_test_account_close (fixture);
  g_assert_false (sign_out (fixture, FALSE));
  write_local (fixture, ONE, "A");
  g_assert_true (adopt (fixture));
  g_assert_false (adopt (fixture));
  write_local (fixture, TWO, "B");
  g_assert_true (adopt (fixture));

  sol_test_account_open (fixture);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 2);
}

/* Killed after the rows came over and before the folder went: it is there again. */
static void
test_adopting_twice_doubles_nothing (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *local = g_build_filename (fixture->folder, "account-local", "user.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  gsize length;

  sol_test_account_close (fixture);
  write_local (fixture, ONE, "A");
  g_assert_true (g_file_get_contents (local, &bytes, &length, NULL));
  g_assert_true (adopt (fixture));
  g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));

  write_local (fixture, TWO, "B");
  g_assert_true (g_file_set_contents (local, bytes, (gssize) length, NULL));
  g_assert_true (adopt (fixture));
  sol_test_account_open (fixture);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 1);
}

/* Of one record, before the sign-in and after it. */
static void
test_adopting_keeps_both_drafts (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *local = g_build_filename (fixture->folder, "account-local", "user.db", NULL);
  g_autofree char *own = sol_test_account_path (fixture, "user.db");
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  SolDatabase *db;
  gsize length;

  sol_test_account_close (fixture);
  write_local (fixture, ONE, "A");
  g_assert_true (g_file_get_contents (local, &bytes, &length, NULL));
  g_assert_true (adopt (fixture));
  db = sol_database_open (own, TRUE, NULL);
  g_assert_true (sol_database_run (db, "UPDATE draft SET doc = '{\"name\":\"Later\"}'", NULL));
  sol_database_close (db);
  for (guint i = 0; i < 2; i++)
    {
      write_local (fixture, TWO, "B");
      g_assert_true (g_file_set_contents (local, bytes, (gssize) length, NULL));
      g_assert_true (adopt (fixture));
    }
  sol_test_account_open (fixture);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 2);
}

static void
count_notes (guint *n)
{
  ++*n;
}

/* A burst of keystrokes is one write, on the disk within a second of the first. */
static void
test_burst_of_keystrokes_is_one_write (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (SolRecord) record = make_record (ONE, "");
  g_autoptr (SolDraftSaver)
      saver = sol_draft_saver_new (fixture->store, "listing", SOL_TEST_ORGANISATION, NULL, record);
  g_autoptr (GPtrArray) drafts = NULL;
  gint64 start = g_get_monotonic_time ();
  guint n_notes = 0;

  g_signal_connect_swapped (saver, "notify::saved", G_CALLBACK (count_notes), &n_notes);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("Atelier %u", i);

      sol_record_set_text (record, "name", text);
      sol_draft_saver_touch (saver);
    }
  g_assert_false (sol_draft_saver_get_saved (saver));
  SOL_TEST_WAIT_UNTIL (sol_draft_saver_get_saved (saver));
  g_test_message ("kept after %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (n_notes, ==, 2); /* not kept, kept */
  g_assert_null (sol_draft_saver_get_error (saver));
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_cmpstr (sol_draft_get_title (drafts->pdata[0]), ==, "Atelier 99");
}

static void
test_sign_out_leaves_work_alone (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *cache = sol_test_account_path (fixture, "private.db");
  g_autofree char *user = sol_test_account_path (fixture, "user.db");
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  SolAccountFiles *files;

  sol_test_account_close (fixture);
  g_assert_true (sign_out (fixture, FALSE));
  g_assert_false (g_file_test (cache, G_FILE_TEST_EXISTS));
  accounts = list (fixture);
  g_assert_cmpuint (accounts->len, ==, 1);
  files = accounts->pdata[0];
  g_assert_cmpstr (files->account, ==, SOL_TEST_ACCOUNT);
  g_assert_cmpuint (files->n_waiting, ==, 1);
  g_assert_true (files->signed_out);

  sol_test_account_open (fixture);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "A");
  sol_test_account_close (fixture);
  g_assert_false (sign_out (fixture, TRUE));
  g_assert_false (g_file_test (user, G_FILE_TEST_EXISTS));
}

static void
test_damaged_cache_costs_no_work (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *cache = sol_test_account_path (fixture, "private.db");
  g_autofree char *made = sol_test_act (fixture, "create", ONE, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *name = NULL;

  sol_test_account_close (fixture);
  g_assert_true (
      g_file_set_contents (cache, "this is no database, whatever one may think", -1, NULL));
  sol_test_account_open (fixture);
  g_assert_cmpstr (sol_account_store_get_notice (fixture->store), ==,
                   SOL_STORE_NOTICE_CACHE_REBUILT);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "A");
}

static void
test_newer_work_is_left_as_it_is (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  gsize length_after;

  sol_test_account_close (fixture);
  {
    g_autoptr (SolDatabase) db = sol_database_open (path, TRUE, NULL);

    g_assert_true (sol_database_run (db, "PRAGMA user_version = 999", NULL));
  }
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  g_assert_null (open_account (fixture, SOL_TEST_ACCOUNT, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_TOO_NEW);
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length, after, length_after);
}

static gpointer
set_pages (SolDatabase *db, gpointer data, GError **error)
{
  SolAccountInput *input = data;

  return GINT_TO_POINTER (sol_database_run (
      db, input->number == 0 ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 100000",
      error));
}

static void
limit_pages (SolTestAccount *fixture, gint64 number)
{
  SolAccountInput *input;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  GTask *task = sol_account_store_make_task (fixture->store, limit_pages, NULL,
                                             sol_test_keep_result, &kept, &input);

  input->number = number;
  sol_account_store_run (fixture->store, SOL_STORE_WRITE_USER, task, set_pages, NULL);
  result = sol_test_wait (&kept);
}

/* Acts until one finds no room: the room kept for it is given up, and what was told is there. */
static void
test_full_disk_loses_nothing_told (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *reserve = sol_test_account_path (fixture, "reserve");
  g_autofree char *text = g_strnfill (7000, 'x');
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"A\",\"description\":\"%s\"}}",
                                            text);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (g_file_test (reserve, G_FILE_TEST_EXISTS));
  limit_pages (fixture, 0);
  while (error == NULL)
    {
      g_autofree char *target = sol_test_account_uuid (n);
      g_autofree char *id = sol_test_act_error (fixture, "create", target, patch, &error);

      n += id != NULL;
    }
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_FULL);
  g_assert_false (g_file_test (reserve, G_FILE_TEST_EXISTS));

  limit_pages (fixture, 1);
  after = sol_test_act (fixture, "create", "0193f7a0-0000-7000-8000-0000000fffff", patch);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *target = sol_test_account_uuid (i);
      g_autofree char *name = sol_test_name_shown (fixture, target);

      g_assert_cmpstr (name, ==, "A");
    }
}

/* As the first version of the program left it. */
static void
write_first_version (const char *path)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "..", "data", "sql", "account",
                                                   "0001.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (SolDatabase) db = sol_database_open (path, TRUE, NULL);

  g_assert_true (g_file_get_contents (script, &sql, NULL, NULL));
  g_assert_true (sol_database_run (db, sql, NULL));
  g_assert_true (sol_database_run (
      db,
      "PRAGMA user_version = 1; INSERT INTO meta VALUES ('client', '" ONE "');"
      "INSERT INTO entry (id, organisation, type, target, op, body, version, state, scope, title,"
      " created_at, since) VALUES ('" TWO "', '" SOL_TEST_ORGANISATION "', 'listing', '" ONE
      "', 'create', '{\"id\":\"" TWO "\",\"n\":1,\"t\":\"listing\",\"target\":\"" ONE
      "\",\"op\":\"create\",\"base_rev\":0,\"set\":{\"name\":\"Old\"}}', 1, 0, '" SOL_TEST_SCOPE
      "', 'Old', 1, 1)",
      NULL));
}

static void
test_older_work_is_taken_over (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *path = sol_test_account_path (fixture, "user.db");
  g_autofree char *copies = sol_test_account_path (fixture, "user-copies");
  g_autofree char *name = NULL;
  g_autoptr (SolMutationBatch) batch = NULL;
  g_autoptr (GDir) dir = NULL;

  sol_test_account_close (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  write_first_version (path);
  sol_test_account_open (fixture);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "Old");
  batch = sol_test_take (fixture, 0);
  g_assert_cmpstr (batch->client, ==, ONE);
  g_assert_cmpuint (batch->mutations->len, ==, 1);
  dir = g_dir_open (copies, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_nonnull (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-files/local-work-is-adopted", test_local_work_is_adopted);
  sol_test_account_add ("/account-files/adopting-twice-doubles-nothing",
                        test_adopting_twice_doubles_nothing);
  sol_test_account_add ("/account-files/adopting-keeps-both-drafts",
                        test_adopting_keeps_both_drafts);
  sol_test_account_add ("/account-files/burst-of-keystrokes-is-one-write",
                        test_burst_of_keystrokes_is_one_write);
  sol_test_account_add ("/account-files/sign-out-leaves-work-alone",
                        test_sign_out_leaves_work_alone);
  sol_test_account_add ("/account-files/damaged-cache-costs-no-work",
                        test_damaged_cache_costs_no_work);
  sol_test_account_add ("/account-files/newer-work-is-left-as-it-is",
                        test_newer_work_is_left_as_it_is);
  sol_test_account_add ("/account-files/full-disk-loses-nothing-told",
                        test_full_disk_loses_nothing_told);
  sol_test_account_add ("/account-files/older-work-is-taken-over", test_older_work_is_taken_over);
  return g_test_run ();
}
