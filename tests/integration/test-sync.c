/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-server.h"
#include "store/sol-store-meta.h"

static void
test_first_by_snapshot_then_by_changes (SolTestServer *server, gconstpointer unused)
{
  sol_test_server_make_snapshot (server, 0, 2500, 1000);
  g_string_printf (server->changes, RECORD CHECKPOINT, 2500, 2501, 2500);
  sol_test_server_sync_well (server);
  g_assert_cmpstr (server->asked_since, ==, "c1");
  g_assert_true (sol_test_server_is_stored (server, "s-0"));
  g_assert_true (sol_test_server_is_stored (server, "s-2499"));
  g_assert_true (sol_test_server_is_stored (server, "s-2500"));
  g_assert_null (server->asked_range);

  g_string_assign (server->changes, CHECKPOINT);
  g_byte_array_set_size (server->file, 0);
  sol_test_server_sync_well (server);
  g_assert_cmpstr (server->asked_since, ==, "c2");
}

/* A stale cursor brings the present snapshot; what it no longer has is swept away. */
static void
test_cursor_of_another_database_starts_again (SolTestServer *server, gconstpointer unused)
{
  sol_test_server_sync_well (server);
  server->status = 410;
  sol_test_server_make_snapshot (server, 2, 2, 1000);
  sol_test_server_sync_fails (server, SOL_SYNC_FAILED, "its own snapshot");
  g_assert_cmpuint (server->n_changes, ==, 3);

  server->status = 200;
  sol_test_server_sync_well (server);
  g_assert_false (sol_test_server_is_stored (server, "s-0"));
  g_assert_true (sol_test_server_is_stored (server, "s-2"));
  g_assert_true (sol_test_server_is_stored (server, "s-3"));
}

static void
test_download_goes_on_where_it_was_cut (SolTestServer *server, gconstpointer unused)
{
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;
  g_autofree char *range = NULL;
  g_autoptr (GError) error = NULL;
  guint half;

  sol_test_server_make_snapshot (server, 0, 2500, 1000);
  half = server->file->len / 2;
  hash = sol_test_server_hash_file (server);
  path = g_strdup_printf ("%s/snapshot-%s", sol_store_get_folder (server->local.store), hash);
  g_file_set_contents (path, (const char *) server->file->data, half, &error);
  g_assert_no_error (error);

  sol_test_server_sync_well (server);
  range = g_strdup_printf ("bytes=%u-", half);
  g_assert_cmpstr (server->asked_range, ==, range);
  g_assert_true (sol_test_server_is_stored (server, "s-2499"));
}

static void
test_away_is_told_and_all_stays (SolTestServer *server, gconstpointer unused)
{
  sol_test_server_sync_well (server);
  soup_server_disconnect (server->soup);
  sol_test_server_sync_fails (server, SOL_SYNC_SERVER_AWAY, "");
  g_assert_true (sol_test_server_is_stored (server, "s-2"));
}

static char *
get_meta (SolTestServer *server, const char *name)
{
  g_autoptr (GAsyncResult) got = NULL;
  GAsyncResult *kept = NULL;

  sol_store_get_meta_async (server->local.store, name, NULL, sol_test_keep_result, &kept);
  got = sol_test_wait (&kept);
  return sol_store_get_meta_finish (server->local.store, got, NULL);
}

static void
set_about (SolTestServer *server, const char *about)
{
  g_free (server->about);
  server->about = g_strdup (about);
}

/* Known offline too; gone when the platform no longer has one. */
static void
test_contact_is_kept_while_there_is_one (SolTestServer *server, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_about (server, "{\"api\":1,\"contact\":\"catalogue@example.org\"}");
  sol_test_server_sync_well (server);
  first = get_meta (server, SOL_SYNC_META_CONTACT);
  g_assert_cmpstr (first, ==, "catalogue@example.org");
  set_about (server, "{\"api\":1,\"contact\":7}");
  sol_test_server_sync_well (server);
  second = get_meta (server, SOL_SYNC_META_CONTACT);
  g_assert_null (second);
}

static void
add (const char *path, void (*test) (SolTestServer *server, gconstpointer data))
{
  g_test_add (path, SolTestServer, NULL, sol_test_server_set_up, test, sol_test_server_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/first-by-snapshot-then-by-changes", test_first_by_snapshot_then_by_changes);
  add ("/sync/cursor-of-another-database-starts-again",
       test_cursor_of_another_database_starts_again);
  add ("/sync/download-goes-on-where-it-was-cut", test_download_goes_on_where_it_was_cut);
  add ("/sync/away-is-told-and-all-stays", test_away_is_told_and_all_stays);
  add ("/sync/contact-is-kept-while-there-is-one", test_contact_is_kept_while_there_is_one);
  return g_test_run ();
}
