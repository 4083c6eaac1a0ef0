/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sol-test-server.h"
#include "store/sol-index-stream-private.h"
#include "store/sol-store-private.h"

/* The search index of a first sync, gathered while its rows are written. */

static void
test_first_search_waits_for_the_index (SolTestServer *server, gconstpointer unused)
{
  SolStoreCatalogue *catalogue = sol_store_get_catalogue (server->local.store);

  sol_test_server_make_snapshot (server, 0, 2500, 1000);
  sol_test_server_sync_well (server);
  g_assert_cmpuint (sol_test_store_count (&server->local, "régie"), ==, 2500);
  sol_test_store_settle (&server->local);
  g_assert_cmpuint (sol_store_catalogue_get_n_rebuilds (catalogue), ==, 1);

  /* The file is the index: nothing is built when the store is opened again. */
  sol_test_store_close (&server->local);
  sol_test_store_open (&server->local);
  g_assert_cmpuint (sol_test_store_count (&server->local, "régie"), ==, 2500);
  sol_test_store_settle (&server->local);
  catalogue = sol_store_get_catalogue (server->local.store);
  g_assert_cmpuint (sol_store_catalogue_get_n_rebuilds (catalogue), ==, 0);
}

/* The last line holds, as in the database. */
static void
test_record_named_twice_is_found_once (SolTestServer *server, gconstpointer unused)
{
  static const char count[] = "{\"count\":4}\n";
  g_autofree char *text = g_strdup_printf (RECORD RECORD RECORD
                                           "{\"t\":\"supplier\",\"id\":\"s-1\",\"s\":\"public\","
                                           "\"rev\":2,\"seq\":4,\"doc\":{\"name\":\"Jardin\"}}\n",
                                           0, 1, 0, 1, 2, 1, 2, 3, 2);

  g_byte_array_set_size (server->file, 0);
  sol_test_server_append_member (server->file, text, strlen (text));
  sol_test_server_append_member (server->file, count, strlen (count));
  sol_test_server_sync_well (server);
  sol_test_store_settle (&server->local);
  g_assert_cmpuint (sol_test_store_count (&server->local, ""), ==, 3);
  g_assert_cmpuint (sol_test_store_count (&server->local, "régie"), ==, 2);
  g_assert_cmpuint (sol_test_store_count (&server->local, "jardin"), ==, 1);
}

static GPtrArray *
make_term (void)
{
  GPtrArray *changes = sol_test_make_suppliers (0, 1);
  SolChange *change = g_ptr_array_index (changes, 0);

  g_free (change->type);
  change->type = g_strdup ("term");
  return changes;
}

/* A network's name is searched in its members: those that were gathered before it lack it. */
static void
test_name_that_comes_late_spoils (void)
{
  g_autoptr (SolIndexStream) early = sol_index_stream_new ();
  g_autoptr (SolIndexStream) late = sol_index_stream_new ();
  g_autoptr (GPtrArray) suppliers = sol_test_make_suppliers (0, 10);
  g_autoptr (GPtrArray) term = make_term ();

  sol_index_stream_push (early, term, 1);
  sol_index_stream_push (early, suppliers, 2);
  g_assert_true (sol_index_stream_is_complete (early, 11));
  sol_index_stream_push (late, suppliers, 1);
  sol_index_stream_push (late, term, 11);
  g_assert_false (sol_index_stream_is_complete (late, 11));
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
  add ("/sync-index/first-search-waits", test_first_search_waits_for_the_index);
  add ("/sync-index/record-named-twice-is-found-once", test_record_named_twice_is_found_once);
  g_test_add_func ("/sync-index/name-that-comes-late-spoils", test_name_that_comes_late_spoils);
  return g_test_run ();
}
