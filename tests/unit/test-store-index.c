/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "model/sol-change.h"
#include "sol-test-support.h"
#include "store/sol-catalogue-list.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records.h"
#include "store/sol-store-snapshot.h"

#define MAX_DELAY_US (150 * 1000) /* from a commit to the row of a list */

/* The search index beside the records, and the snapshot that both are made from. */

static guint
count_found (SolTestStore *fixture, const char *text)
{
  g_autoptr (SolCatalogueList) list = sol_catalogue_list_new (fixture->store);
  g_autoptr (SolQuery) query = sol_query_new ();

  sol_test_store_settle (fixture);
  sol_query_set_text (query, text);
  sol_catalogue_list_set_query (list, query);
  SOL_TEST_WAIT_UNTIL (!sol_catalogue_list_get_busy (list));
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static gint64
count_stored (SolTestStore *fixture)
{
  g_autoptr (SolDatabase) db = sol_database_open (fixture->path, FALSE, NULL);
  gint64 n = -1;

  g_assert_true (sol_database_get_number (db, "SELECT count (*) FROM record", &n, NULL));
  return n;
}

static void
reopen (SolTestStore *fixture)
{
  sol_test_store_close (fixture);
  sol_test_store_open (fixture);
}

static void
damage_index (SolTestStore *fixture, gsize at, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, "catalogue.idx", NULL);
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  memset (bytes + MIN (at, n - 8), 0x5a, 8);
  g_assert_true (g_file_set_contents (path, bytes, length < 0 ? (gssize) n : length, NULL));
}

static void
assert_rebuilt (SolTestStore *fixture)
{
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*catalogue.idx is rebuilt*");
  sol_test_store_open (fixture);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 3000);
  g_test_assert_expected_messages ();
  g_assert_null (sol_store_get_notice (fixture->store));
}

static void
test_bad_index_is_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  sol_test_store_fill (fixture, 0, 3000);
  g_assert_cmpuint (sol_store_catalogue_get_n_rebuilds (sol_store_get_catalogue (fixture->store)),
                    ==, 1);
  sol_test_store_close (fixture);
  damage_index (fixture, 0, -1);
  assert_rebuilt (fixture);
  sol_test_store_settle (fixture);
  sol_test_store_close (fixture);
  damage_index (fixture, 0, 100);
  assert_rebuilt (fixture);
}

/* Few structures, whose many words make a file that is not summed up while the store opens. */
static GPtrArray *
make_wordy (guint n)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
  g_autoptr (GString) doc = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      SolChange *change = g_new0 (SolChange, 1);

      change->kind = SOL_CHANGE_PUT;
      change->type = g_strdup ("supplier");
      change->id = g_strdup_printf ("wordy-%u", i);
      change->scope = g_strdup ("public");
      change->rev = i + 1;
      g_string_assign (doc, "{\"name\":\"Atelier\",\"description\":\"");
      for (guint j = 0; j < 1000; j++)
        g_string_append_printf (doc, "%xword ", (i * 1000 + j) * 2654435761u);
      g_string_append (doc, "\"}");
      sol_test_set_document (change, doc->str);
      g_ptr_array_add (changes, change);
    }
  return changes;
}

static void
test_big_index_is_gone_through_and_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "catalogue.idx", NULL);
  GStatBuf info;

  sol_test_store_apply (fixture, make_wordy (1300));
  sol_test_store_settle (fixture);
  sol_test_store_close (fixture);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 16 * 1024 * 1024);
  damage_index (fixture, (gsize) g_test_rand_int_range (1 << 20, (gint) info.st_size), -1);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*catalogue.idx is rebuilt*");
  sol_test_store_open (fixture);
  SOL_TEST_WAIT_UNTIL (
      sol_store_catalogue_get_n_rebuilds (sol_store_get_catalogue (fixture->store)) == 1);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 1300);
}

static void
test_index_is_found_again (SolTestStore *fixture, gconstpointer unused)
{
  SolStoreCatalogue *catalogue;

  sol_test_store_fill (fixture, 0, 3000);
  sol_test_store_fill (fixture, 3000, 5);
  reopen (fixture);
  catalogue = sol_store_get_catalogue (fixture->store);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 3005);
  g_assert_cmpuint (sol_store_catalogue_get_n_rebuilds (catalogue), ==, 0);
}

static SolChange *
make_change (GRand *random, guint number, gint64 rev)
{
  SolChange *change = g_new0 (SolChange, 1);

  change->kind = g_rand_int_range (random, 0, 4) == 0 ? SOL_CHANGE_DELETE : SOL_CHANGE_PUT;
  change->type = g_strdup ("supplier");
  change->id = g_strdup_printf ("id-%u", number);
  change->scope = g_strdup ("public");
  change->rev = rev;
  if (change->kind == SOL_CHANGE_PUT)
    {
      g_autofree char *doc = g_strdup_printf (
          "{\"name\":\"%s %u\"}", g_rand_boolean (random) ? "Jardin" : "Menuiserie", number);

      sol_test_set_document (change, doc);
    }
  return change;
}

static gint64
count_named (SolTestStore *fixture, const char *name)
{
  g_autoptr (SolDatabase) db = sol_database_open (fixture->path, FALSE, NULL);
  g_autofree char *sql = g_strdup_printf (
      "SELECT count (*) FROM record WHERE json_extract (doc, '$.name') LIKE '%s %%'", name);
  gint64 n = -1;

  g_assert_true (sol_database_get_number (db, sql, &n, NULL));
  return n;
}

/* One list lives through it all, another is made at each step. */
static void
test_list_equals_a_recount (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolCatalogueList) list = sol_catalogue_list_new (fixture->store);
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  sol_query_set_text (query, "jardin");
  sol_catalogue_list_set_query (list, query);
  for (gint64 step = 1; step <= 40; step++)
    {
      GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_change_free);
      guint n = (guint) g_rand_int_range (random, 1, step % 10 == 0 ? 1500 : 30);

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (changes, make_change (random, g_rand_int_range (random, 0, 2000),
                                               step * 2 - g_rand_int_range (random, 0, 3)));
      sol_test_store_apply (fixture, changes);
      g_assert_cmpint (count_found (fixture, "menuiserie"), ==,
                       count_named (fixture, "Menuiserie"));
      g_assert_cmpint (count_found (fixture, ""), ==, count_stored (fixture));
    }

  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) ==
                       count_named (fixture, "Jardin"));
}

static void
test_change_is_soon_found (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolCatalogueList) list = sol_catalogue_list_new (fixture->store);
  g_autoptr (SolQuery) query = sol_query_new ();
  gint64 start;

  sol_test_store_fill (fixture, 0, 3000);
  sol_query_set_text (query, "atelier");
  sol_catalogue_list_set_query (list, query);
  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 3000);

  start = g_get_monotonic_time ();
  sol_test_store_apply (fixture, sol_test_make_suppliers (3000, 1));
  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (list)) == 3001);
  g_assert_cmpint (g_get_monotonic_time () - start, <, MAX_DELAY_US);
}

static void
count_emission (guint *n)
{
  (*n)++;
}

static void
test_counts_follow_the_rows (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolCatalogueList) list = sol_catalogue_list_new (fixture->store);
  g_autoptr (SolQuery) query = sol_query_new ();
  const GArray *kinds;
  guint n = 0;

  sol_test_store_fill (fixture, 0, 20);
  g_assert_null (sol_catalogue_list_get_counts (list, SOL_FACET_KIND));
  g_signal_connect_swapped (list, "counted", G_CALLBACK (count_emission), &n);
  sol_catalogue_list_set_query (list, query);
  SOL_TEST_WAIT_UNTIL (n > 0);

  kinds = sol_catalogue_list_get_counts (list, SOL_FACET_KIND);
  g_assert_cmpuint (kinds->len, ==, 1);
  g_assert_cmpstr (g_array_index (kinds, SolFacetCount, 0).code, ==, SOL_FACET_UNKNOWN);
  g_assert_cmpuint (g_array_index (kinds, SolFacetCount, 0).count, ==, 20);
  g_assert_cmpuint (sol_catalogue_list_get_total (list), ==, 20);
}

/* Snapshots */

static goffset
begin (SolTestStore *fixture, const char *hash)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  goffset offset;

  sol_store_snapshot_begin_async (fixture->store, hash, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  offset = sol_store_snapshot_begin_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return offset;
}

static void
add_member (SolTestStore *fixture, guint first, guint n, goffset offset)
{
  g_autoptr (GPtrArray) changes = sol_test_make_suppliers (first, n);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_store_snapshot_apply_async (fixture->store, changes, offset, NULL, sol_test_keep_result,
                                  &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_store_snapshot_apply_finish (fixture->store, result, &error));
  g_assert_no_error (error);
}

static void
end (SolTestStore *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autofree char *cursor = NULL;
  GAsyncResult *kept = NULL;

  sol_store_snapshot_end_async (fixture->store, "behind", NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_store_snapshot_end_finish (fixture->store, result, NULL));
  sol_store_get_cursor_async (fixture->store, NULL, sol_test_keep_result, &kept);
  got = sol_test_wait (&kept);
  cursor = sol_store_get_cursor_finish (fixture->store, got, NULL);
  g_assert_cmpstr (cursor, ==, "behind");
}

static void
test_snapshot_goes_on_and_sweeps (SolTestStore *fixture, gconstpointer unused)
{
  sol_test_store_fill (fixture, 0, 100);
  g_assert_cmpint (begin (fixture, "hash-1"), ==, 0);
  add_member (fixture, 50, 1000, 4711);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 100);

  reopen (fixture);
  g_assert_cmpint (begin (fixture, "hash-1"), ==, 4711);
  add_member (fixture, 1050, 2000, 9000);
  end (fixture);
  g_assert_cmpint (count_stored (fixture), ==, 3000);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 3000);
  g_assert_cmpuint (count_found (fixture, "80000000000049"), ==, 0);
}

static void
test_other_snapshot_begins_anew (SolTestStore *fixture, gconstpointer unused)
{
  g_assert_cmpint (begin (fixture, "hash-1"), ==, 0);
  add_member (fixture, 0, 10, 4711);
  g_assert_cmpint (begin (fixture, "hash-2"), ==, 0);
  add_member (fixture, 5, 10, 5000);
  end (fixture);
  g_assert_cmpint (count_stored (fixture), ==, 10);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 10);
}

/* The same rows again: nothing for the index to follow. */
static void
test_same_snapshot_changes_nothing (SolTestStore *fixture, gconstpointer unused)
{
  SolStoreCatalogue *catalogue = sol_store_get_catalogue (fixture->store);
  guint n_before;

  begin (fixture, "hash-1");
  add_member (fixture, 0, 3000, 1);
  end (fixture);
  sol_test_store_settle (fixture);
  n_before = sol_store_catalogue_get_n_rebuilds (catalogue);
  begin (fixture, "hash-2");
  add_member (fixture, 0, 3000, 1);
  end (fixture);
  g_assert_cmpuint (count_found (fixture, "atelier"), ==, 3000);
  g_assert_cmpuint (sol_store_catalogue_get_n_rebuilds (catalogue), ==, n_before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_store_add ("/index/bad-file-is-rebuilt", test_bad_index_is_rebuilt);
  sol_test_store_add ("/index/big-file-is-gone-through-and-rebuilt",
                      test_big_index_is_gone_through_and_rebuilt);
  sol_test_store_add ("/index/is-found-again", test_index_is_found_again);
  sol_test_store_add ("/index/list-equals-a-recount", test_list_equals_a_recount);
  sol_test_store_add ("/index/change-is-soon-found", test_change_is_soon_found);
  sol_test_store_add ("/index/counts-follow-the-rows", test_counts_follow_the_rows);
  sol_test_store_add ("/snapshot/goes-on-and-sweeps", test_snapshot_goes_on_and_sweeps);
  sol_test_store_add ("/snapshot/other-one-begins-anew", test_other_snapshot_begins_anew);
  sol_test_store_add ("/snapshot/same-one-changes-nothing", test_same_snapshot_changes_nothing);
  return g_test_run ();
}
