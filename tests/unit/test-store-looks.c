/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-organisation.h"
#include "model/sol-supplier-looks.h"
#include "sol-test-support.h"
#include "store/sol-database-private.h"
#include "store/sol-store-files-private.h"
#include "store/sol-store-looks.h"

/* Looks at pages wait on this computer, once a day for each account, until they are counted. */

static void
look (SolTestStore *fixture,
      const char *supplier,
      const char *day,
      const char *account,
      const char *organisation)
{
  const SolStoreLook noted = { supplier, day, account, organisation };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_store_note_look_async (fixture->store, &noted, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_store_note_look_finish (fixture->store, result, &error));
  g_assert_no_error (error);
}

static SolStoreLooks *
take (SolTestStore *fixture, const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  SolStoreLooks *looks;

  sol_store_take_looks_async (fixture->store, account, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  looks = sol_store_take_looks_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return looks;
}

static void
settle (SolTestStore *fixture, const SolStoreLooks *looks)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_store_settle_looks_async (fixture->store, looks->batch, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_store_settle_looks_finish (fixture->store, result, NULL));
}

static SolDatabase *
open_user (SolTestStore *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, SOL_STORE_USER_FILE, NULL);
  SolDatabase *db = sol_database_open (path, TRUE, NULL);

  g_assert_nonnull (db);
  return db;
}

/* Returns: how many looks this computer keeps */
static int
count_kept (SolTestStore *fixture)
{
  g_autoptr (SolDatabase) db = open_user (fixture);
  sqlite3_stmt *row = sol_database_prepare (db, "SELECT count (*) FROM look", NULL);

  g_assert_true (sol_database_step (db, row, NULL));
  return sqlite3_column_int (row, 0);
}

static guint
count (const SolStoreLooks *looks, const char *what)
{
  guint n = 0;

  for (const char *at = looks->body; (at = strstr (at, what)) != NULL; at++)
    n++;
  return n;
}

static void
test_one_a_day (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) first = NULL;
  g_autoptr (SolStoreLooks) none = NULL;
  g_autoptr (SolStoreLooks) next = NULL;

  look (fixture, "s", "2026-11-26", "a", "o");
  look (fixture, "s", "2026-11-26", "a", "o");
  first = take (fixture, "a");
  g_assert_cmpuint (count (first, "\"supplier\""), ==, 1);
  g_assert_nonnull (strstr (first->body, "\"organisation\":\"o\""));
  g_assert_null (strstr (first->body, "\"a\""));
  settle (fixture, first);
  look (fixture, "s", "2026-11-26", "a", "o");
  none = take (fixture, "a");
  g_assert_null (none);
  look (fixture, "s", "2026-11-27", "a", "o");
  next = take (fixture, "a");
  g_assert_cmpuint (count (next, "2026-11-27"), ==, 1);
}

/* What came between goes with the next. */
static void
test_what_is_not_answered_goes_again_as_it_was (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) first = NULL;
  g_autoptr (SolStoreLooks) again = NULL;
  g_autoptr (SolStoreLooks) next = NULL;

  look (fixture, "s", "2026-11-26", NULL, NULL);
  first = take (fixture, NULL);
  look (fixture, "t", "2026-11-26", NULL, NULL);
  again = take (fixture, NULL);
  g_assert_cmpstr (again->batch, ==, first->batch);
  g_assert_cmpstr (again->body, ==, first->body);
  settle (fixture, again);
  next = take (fixture, NULL);
  g_assert_cmpstr (next->batch, !=, first->batch);
  g_assert_cmpuint (count (next, "\"t\""), ==, 1);
}

/* Who signs in is who looked; nobody else sends his. */
static void
test_each_account_sends_its_own (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) nobody = NULL;
  g_autoptr (SolStoreLooks) other = NULL;
  g_autoptr (SolStoreLooks) own = NULL;

  look (fixture, "s", "2026-11-26", NULL, NULL);
  look (fixture, "s", "2026-11-26", "a", NULL);
  nobody = take (fixture, NULL);
  g_assert_null (nobody);
  other = take (fixture, "b");
  g_assert_null (other);
  look (fixture, "t", "2026-11-26", "b", NULL);
  own = take (fixture, "a");
  g_assert_cmpuint (count (own, "\"supplier\""), ==, 1);
  g_assert_cmpuint (count (own, "\"s\""), ==, 1);
}

static void
test_a_batch_is_bounded (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) first = NULL;
  g_autoptr (SolStoreLooks) rest = NULL;

  for (guint i = 0; i <= SOL_LOOKS_MAX_BATCH; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      look (fixture, id, "2026-11-26", "a", "o");
    }
  first = take (fixture, "a");
  g_assert_cmpuint (count (first, "\"supplier\""), ==, SOL_LOOKS_MAX_BATCH);
  settle (fixture, first);
  rest = take (fixture, "a");
  g_assert_cmpuint (count (rest, "\"supplier\""), ==, 1);
}

/* A request is of one organisation. */
static void
test_organisations_go_apart (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) first = NULL;

  look (fixture, "s", "2026-11-26", "a", "o");
  look (fixture, "t", "2026-11-26", "a", "p");
  first = take (fixture, "a");
  g_assert_cmpuint (count (first, "\"supplier\""), ==, 1);
}

static void
test_what_nobody_counts_any_more_goes (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) left = NULL;

  look (fixture, "s", "2025-01-01", "a", "o");
  look (fixture, "t", "2026-11-26", "a", "o");
  left = take (fixture, "a");
  g_assert_cmpuint (count (left, "2025-01-01"), ==, 0);
}

/* What is counted is kept for the day after alone. */
static void
test_what_is_counted_goes (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (SolStoreLooks) first = NULL;

  look (fixture, "s", "2026-11-26", "a", "o");
  first = take (fixture, "a");
  settle (fixture, first);
  look (fixture, "t", "2026-11-27", "a", "o");
  g_assert_cmpint (count_kept (fixture), ==, 2);
  look (fixture, "t", "2026-11-28", "a", "o");
  g_assert_cmpint (count_kept (fixture), ==, 2);
}

/* However long there is no line. */
static void
test_the_oldest_go_where_there_are_too_many (SolTestStore *fixture, gconstpointer unused)
{
  static const char many[] =
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO "
      "look (supplier, day, account, organisation) SELECT 's' || i, iif (i = 7, '2026-11-24', "
      "'2026-11-25'), iif (i = 7, 'b', 'a'), 'o' FROM n";
  g_autoptr (SolStoreLooks) left = NULL;
  g_autoptr (SolDatabase) db = open_user (fixture);
  g_autoptr (GError) error = NULL;

  sol_database_run (db, many, &error);
  g_assert_no_error (error);
  look (fixture, "t", "2026-11-26", "a", "o");
  g_assert_cmpint (count_kept (fixture), ==, 5000);
  left = take (fixture, "b");
  g_assert_null (left);
}

/* "No" is an answer too. */
static void
test_a_private_buyer_says_so (void)
{
  g_autoptr (SolRecord) buyer = sol_record_new (SOL_TYPE_ORGANISATION, 0);
  gboolean public_body = TRUE;

  g_assert_false (sol_record_get_flag (buyer, "public_body", &public_body));
  g_object_set (buyer, "public-body", FALSE, NULL);
  g_assert_true (sol_record_get_flag (buyer, "public_body", &public_body));
  g_assert_false (public_body);
}

#define ADD(path, test) \
  g_test_add (path, SolTestStore, NULL, sol_test_store_set_up, test, sol_test_store_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store-looks/one-a-day", test_one_a_day);
  ADD ("/store-looks/what-is-not-answered-goes-again-as-it-was",
       test_what_is_not_answered_goes_again_as_it_was);
  ADD ("/store-looks/each-account-sends-its-own", test_each_account_sends_its_own);
  ADD ("/store-looks/a-batch-is-bounded", test_a_batch_is_bounded);
  ADD ("/store-looks/organisations-go-apart", test_organisations_go_apart);
  ADD ("/store-looks/what-nobody-counts-any-more-goes", test_what_nobody_counts_any_more_goes);
  ADD ("/store-looks/what-is-counted-goes", test_what_is_counted_goes);
  ADD ("/store-looks/the-oldest-go-where-there-are-too-many",
       test_the_oldest_go_where_there_are_too_many);
  g_test_add_func ("/store-looks/a-private-buyer-says-so", test_a_private_buyer_says_so);
  return g_test_run ();
}
