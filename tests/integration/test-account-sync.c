/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "model/sol-clock.h"
#include "sol-test-computer.h"
#include "store/sol-store-meta.h"
#include "sync/sol-sync-steps-private.h"

/* What an account does reaches the real server, and another computer. */

#define SUPPLIER "gerante@example.org"

/* Of the present test. */
static char *listing;
static char *organisation;

/* One for all tests: it takes a while to start. */
static SolRealServer server;

typedef struct
{
  char *folder;
  SolTestComputer one;
  SolTestComputer two;
} Fixture;

static void
edit (SolTestComputer *self, const char *patch)
{
  g_autofree char *id = sol_test_computer_act (self, "listing", "edit", listing, organisation,
                                               patch);
}

static char *
get_text (SolTestComputer *self, const char *field)
{
  g_autoptr (SolShownRecord) shown = sol_test_shown (&self->account, listing);
  SolRecord *record = sol_shown_record_get_record (shown);

  return record != NULL ? g_strdup (sol_record_get_text (record, field)) : NULL;
}

static void
assert_text (SolTestComputer *self, const char *field, const char *expected)
{
  g_autofree char *text = get_text (self, field);

  g_assert_cmpstr (text, ==, expected);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL, *listed = NULL;

  fixture->folder = g_dir_make_tmp ("sol-account-XXXXXX", &error);
  g_assert_no_error (error);
  listing = g_uuid_string_random ();
  organisation = g_uuid_string_random ();
  sol_test_computer_open (&fixture->one, &server, fixture->folder, "one", SUPPLIER);
  made = sol_test_computer_act (&fixture->one, "organisation", "create", organisation, NULL,
                                "{\"set\":{\"name\":\"Semailles\",\"kind\":\"supplier\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->one); /* that he is its member is told by the next one */
  listed = sol_test_computer_act (&fixture->one, "listing", "create", listing, organisation,
                                  "{\"set\":{\"name\":\"Semailles\",\"kind\":\"ACI\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_open (&fixture->two, &server, fixture->folder, "two", SUPPLIER);
  sol_test_computer_sync_well (&fixture->two);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sol_test_computer_close (&fixture->one);
  sol_test_computer_close (&fixture->two);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sol_test_remove_folder (fixture->folder);
  g_free (listing);
  g_free (organisation);
  g_free (fixture->folder);
}

static void
test_acts_reach_another_computer (Fixture *fixture, gconstpointer unused)
{
  assert_text (&fixture->two, "name", "Semailles");
}

static void
test_acts_without_a_line_are_sent_later (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sol_real_server_stop (&server);
  edit (&fixture->one, "{\"set\":{\"city\":\"Nîmes\"}}");
  assert_text (&fixture->one, "city", "Nîmes");
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
  error = sol_test_computer_sync (&fixture->one);
  g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_SERVER_AWAY);
  sol_real_server_start (&server, NULL);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_sync_well (&fixture->two);
  assert_text (&fixture->two, "city", "Nîmes");
}

/* What the server told of him is enough, also as he comes: no exchange has ended yet. */
static void
test_acts_are_judged_before_any_exchange (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;
  SolTestComputer three = { 0 };
  g_autofree char *id = NULL;

  sol_test_computer_open (&three, &server, fixture->folder, "three", SUPPLIER);
  sol_account_session_refresh_async (three.session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_nonnull (sol_account_session_find_membership (three.session, organisation));
  id = sol_test_computer_act (&three, "claim", "create", listing, organisation,
                              "{\"set\":{\"supplier\":\"semailles\",\"proof\":\"contact\"}}");
  sol_test_computer_wait_for_counts (&three, 1, 0, 0);
  sol_test_computer_close (&three);
}

static void
test_two_computers_merge_or_conflict (Fixture *fixture, gconstpointer unused)
{
  edit (&fixture->one, "{\"set\":{\"city\":\"Nîmes\",\"name\":\"Semailles du Gard\"}}");
  edit (&fixture->two,
        "{\"set\":{\"website\":\"https://semailles.example\",\"name\":\"La Semaille\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->two);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_wait_for_counts (&fixture->two, 0, 1, 0);
  assert_text (&fixture->two, "city", "Nîmes");
  assert_text (&fixture->two, "name", "La Semaille"); /* his own, until he chooses */
}

static void
test_an_act_is_sent_at_once (Fixture *fixture, gconstpointer unused)
{
  sol_sync_start (fixture->one.sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_last_success (fixture->one.sync) > 0 &&
                       sol_sync_get_state (fixture->one.sync) == SOL_SYNC_UP_TO_DATE);
  edit (&fixture->one, "{\"set\":{\"city\":\"Alès\"}}");
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_sync_well (&fixture->two);
  assert_text (&fixture->two, "city", "Alès");
}

static void
test_ended_session_keeps_the_work (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  edit (&fixture->one, "{\"set\":{\"city\":\"Uzès\"}}");
  sol_account_session_end_session_async (fixture->two.session, "others", NULL, sol_test_keep_result,
                                         &kept);
  done = sol_test_wait (&kept);
  sol_test_computer_sync_well (&fixture->one);
  g_assert_cmpint (sol_sync_get_state (fixture->one.sync), ==, SOL_SYNC_SIGNED_OUT);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
  sol_test_computer_sign_in (&fixture->one, SUPPLIER);
  sol_test_computer_sync_well (&fixture->one);
  g_assert_cmpint (sol_sync_get_state (fixture->one.sync), ==, SOL_SYNC_UP_TO_DATE);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
}

static void
change_server (const char *sql)
{
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (server.database, &database), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 20000);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* Unix seconds: when the catalogue was last read to its end. */
static gint64
get_read_at (SolTestComputer *self)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;
  g_autofree char *instant = NULL;

  sol_store_get_meta_async (self->store, SOL_SYNC_META_SYNCED_AT, NULL, sol_test_keep_result,
                            &kept);
  done = sol_test_wait (&kept);
  instant = sol_store_get_meta_finish (self->store, done, NULL);
  return g_ascii_strtoll (instant, NULL, 10);
}

/* The platform takes nothing from one more installation; the catalogue is for everybody. */
static void
test_refused_account_reads_the_catalogue (Fixture *fixture, gconstpointer unused)
{
  const char *account = sol_account_session_get_id (fixture->two.session);
  g_autofree char *crowd = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
      "INSERT INTO client SELECT '%s', 'full-' || i, 1 FROM n",
      account);
  const gint64 before = get_read_at (&fixture->two);
  g_autoptr (GError) error = NULL;

  change_server (crowd);
  edit (&fixture->two, "{\"set\":{\"city\":\"Uzès\"}}");
  SOL_TEST_WAIT_UNTIL (sol_clock_seconds () > before);
  error = sol_test_computer_sync (&fixture->two);
  change_server ("DELETE FROM client WHERE client LIKE 'full-%'");
  g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_NOT_SENT);
  g_assert_cmpint (sol_sync_get_state (fixture->two.sync), ==, SOL_SYNC_NOT_SENT);
  g_assert_cmpint (get_read_at (&fixture->two), >, before);
  g_assert_cmpint (sol_sync_get_last_success (fixture->two.sync), >, before);
  sol_test_computer_wait_for_counts (&fixture->two, 1, 0, 0);
  sol_test_computer_sync_well (&fixture->two);
  sol_test_computer_wait_for_counts (&fixture->two, 0, 0, 0);
}

static void
leave (Fixture *fixture)
{
  sol_sync_set_account (fixture->one.sync, NULL, NULL);
}

/* What the run under way would have done is not done as whoever comes next. He goes as the server
 * has just told of him. */
static void
test_run_ends_with_its_account (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (SolLiveList) outbox = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  edit (&fixture->one, "{\"set\":{\"city\":\"Uzès\"}}");
  g_signal_connect_swapped (fixture->one.session, "notify::kept", G_CALLBACK (leave), fixture);
  sol_sync_run_async (fixture->one.sync, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_signal_handlers_disconnect_by_data (fixture->one.session, fixture);
  g_assert_true (sol_sync_run_finish (fixture->one.sync, done, &error));
  g_assert_no_error (error);
  outbox = sol_test_outbox (&fixture->one.account);
  g_assert_cmpuint (sol_outbox_entry_get_state (sol_test_entry (outbox, 2)), ==,
                    SOL_OUTBOX_WAITING);
}

/* While the acts of the one who goes are still counted; nothing else has them counted. */
static void
test_other_account_is_counted (Fixture *fixture, gconstpointer unused)
{
  edit (&fixture->two, "{\"set\":{\"city\":\"Uzès\"}}");
  sol_sync_set_account (fixture->one.sync, fixture->one.session, fixture->one.account.store);
  sol_sync_set_account (fixture->one.sync, fixture->two.session, fixture->two.account.store);
  g_signal_handlers_block_matched (fixture->two.account.store, G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                                   NULL, fixture->one.sync);
  sol_test_computer_wait_for_counts (&fixture->one, 1, 0, 0);
}

static void
copy_file (const char *from_folder, const char *to_folder, const char *name)
{
  g_autofree char *from = g_build_filename (from_folder, name, NULL);
  g_autofree char *to = g_build_filename (to_folder, name, NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (g_file_get_contents (from, &text, &length, NULL))
    g_assert_true (g_file_set_contents (to, text, (gssize) length, NULL));
  else
    g_remove (to);
}

/* Of the first computer, onto the second. */
static void
copy_work (Fixture *fixture)
{
  g_autofree char *from = g_strdup (sol_account_store_get_folder (fixture->one.account.store));
  g_autofree char *to = g_strdup (sol_account_store_get_folder (fixture->two.account.store));

  sol_sync_set_account (fixture->one.sync, NULL, NULL);
  sol_sync_set_account (fixture->two.sync, NULL, NULL);
  sol_test_account_close (&fixture->one.account);
  sol_test_account_close (&fixture->two.account);
  copy_file (from, to, "user.db");
  copy_file (from, to, "user.db-wal");
  sol_test_computer_open_account (&fixture->one);
  sol_test_computer_open_account (&fixture->two);
}

/* The folder was copied: both count on from the same number. */
static void
test_copied_folder_becomes_another_client (Fixture *fixture, gconstpointer unused)
{
  copy_work (fixture);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->two);
  edit (&fixture->one, "{\"set\":{\"city\":\"Alès\"}}");
  edit (&fixture->two, "{\"set\":{\"website\":\"https://semailles.example\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->two);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_wait_for_counts (&fixture->two, 0, 0, 0);
  assert_text (&fixture->two, "city", "Alès");
  sol_test_computer_sync_well (&fixture->one);
  assert_text (&fixture->one, "website", "https://semailles.example");
}

/* What waited as it was copied is one act, whichever of the two sends it first. */
static void
test_copied_act_is_taken_up_once (Fixture *fixture, gconstpointer unused)
{
  edit (&fixture->one, "{\"set\":{\"city\":\"Alès\"}}");
  copy_work (fixture);
  edit (&fixture->one, "{\"set\":{\"website\":\"https://semailles.example\"}}");
  edit (&fixture->two, "{\"set\":{\"name\":\"Semailles du Gard\"}}");
  sol_test_computer_sync_well (&fixture->one);
  edit (&fixture->one, "{\"set\":{\"city\":\"Uzès\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->two);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_wait_for_counts (&fixture->two, 0, 0, 0);
  assert_text (&fixture->two, "city", "Uzès");
  assert_text (&fixture->two, "name", "Semailles du Gard");
}

/* An older copy of the database is put back: what was acknowledged since is offered again. */
static void
test_restored_server_gets_what_it_lost (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *text = NULL;
  gsize length;

  sol_real_server_stop (&server);
  g_assert_true (g_file_get_contents (server.database, &text, &length, NULL));
  sol_real_server_start (&server, NULL);
  edit (&fixture->one, "{\"set\":{\"city\":\"Alès\"}}");
  sol_test_computer_sync_well (&fixture->one);
  edit (&fixture->one, "{\"set\":{\"city\":\"Uzès\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);

  sol_real_server_stop (&server);
  g_assert_true (g_file_set_contents (server.database, text, (gssize) length, NULL));
  sol_real_server_start (&server, NULL);
  sol_test_computer_sign_in (&fixture->one, SUPPLIER); /* no session outlives that */
  sol_test_computer_sign_in (&fixture->two, SUPPLIER);
  /* Sent before the feed tells: its number is past what the server knows of. */
  edit (&fixture->one, "{\"set\":{\"website\":\"https://semailles.example\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_wait_for_counts (&fixture->one, 0, 0, 0);
  sol_test_computer_sync_well (&fixture->two);
  assert_text (&fixture->two, "city", "Uzès");
  assert_text (&fixture->two, "website", "https://semailles.example");
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/account-sync/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sol-account-XXXXXX", &error);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_error (error);
  sol_real_server_start (&server, folder);
  add ("acts-reach-another-computer", test_acts_reach_another_computer);
  add ("acts-without-a-line-are-sent-later", test_acts_without_a_line_are_sent_later);
  add ("acts-are-judged-before-any-exchange", test_acts_are_judged_before_any_exchange);
  add ("two-computers-merge-or-conflict", test_two_computers_merge_or_conflict);
  add ("an-act-is-sent-at-once", test_an_act_is_sent_at_once);
  add ("ended-session-keeps-the-work", test_ended_session_keeps_the_work);
  add ("refused-account-reads-the-catalogue", test_refused_account_reads_the_catalogue);
  add ("run-ends-with-its-account", test_run_ends_with_its_account);
  add ("other-account-is-counted", test_other_account_is_counted);
  add ("copied-folder-becomes-another-client", test_copied_folder_becomes_another_client);
  add ("copied-act-is-taken-up-once", test_copied_act_is_taken_up_once);
  add ("restored-server-gets-what-it-lost", test_restored_server_gets_what_it_lost);
  status = g_test_run ();
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return status;
}
