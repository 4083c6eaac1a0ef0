/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "model/sol-query.h"
#include "server/sol-cursor.h"
#include "server/sol-index.h"
#include "sol-test-storage.h"

typedef SolTestStorage Fixture;

static SolStorageWrite
put (Fixture *self, const char *id, const char *doc)
{
  SolStorageWrite write = { "supplier", id, SOL_SCOPE_PUBLIC, doc, -1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_storage_apply (self->storage, &write, 1, &error));
  g_assert_no_error (error);
  return write;
}

static void
test_same_document_keeps_its_revision (Fixture *self, gconstpointer data)
{
  g_assert_true (put (self, "a", "{\"name\":\"A\"}").changed);
  g_assert_false (put (self, "a", "{\"name\":\"A\"}").changed);
  g_assert_cmpint (put (self, "a", "{\"name\":\"B\"}").rev, ==, 2);
  g_assert_cmpint (sol_storage_get_last_seq (self->storage, NULL, NULL, NULL), ==, 2);
}

static void
test_broken_batch_leaves_nothing (Fixture *self, gconstpointer data)
{
  SolStorageWrite writes[] = { { "supplier", "a", SOL_SCOPE_PUBLIC, "{}", -1 },
                               { "supplier", "b", SOL_SCOPE_PUBLIC, "{}", 7 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStored) found = NULL;

  g_assert_false (sol_storage_apply (self->storage, writes, G_N_ELEMENTS (writes), &error));
  g_assert_error (error, SOL_STORAGE_ERROR, SOL_STORAGE_ERROR_CHANGED);
  found = sol_storage_get (self->storage, "supplier", "a", NULL);
  g_assert_null (found);
  g_assert_cmpint (sol_storage_get_last_seq (self->storage, NULL, NULL, NULL), ==, 0);
}

static void
test_deletion_keeps_its_revision (Fixture *self, gconstpointer data)
{
  g_autoptr (SolStored) found = NULL;

  put (self, "a", "{\"name\":\"A\"}");
  g_assert_cmpint (put (self, "a", NULL).rev, ==, 2);
  g_assert_false (put (self, "b", NULL).changed);
  found = sol_storage_get (self->storage, "supplier", "a", NULL);
  g_assert_null (found->doc);
  g_assert_cmpint (put (self, "a", "{\"name\":\"A\"}").rev, ==, 3);
}

static guint
count (SolIndex *index, const char *text)
{
  g_autoptr (SolCatalogue) catalogue = sol_index_get_catalogue (index, NULL);
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autoptr (SolHits) hits = NULL;

  sol_query_set_text (query, text);
  hits = sol_catalogue_search (catalogue, query, NULL);
  return sol_hits_get_n (hits);
}

static void
test_change_is_searched_after_a_refresh (Fixture *self, gconstpointer data)
{
  g_autoptr (SolIndex) index = sol_index_new (self->storage);

  put (self, "a", "{\"name\":\"Menuiserie du port\"}");
  g_assert_true (sol_index_refresh (index, NULL));
  g_assert_cmpuint (count (index, "menuiserie"), ==, 1);
  put (self, "a", "{\"name\":\"Couture du port\"}");
  put (self, "b", "{\"name\":\"Menuiserie du bourg\"}");
  put (self, "c", "{\"name\":\"Menuiserie du lac\"}");
  g_assert_true (sol_index_refresh (index, NULL));
  g_assert_cmpuint (count (index, "menuiserie"), ==, 2);
  g_assert_cmpuint (count (index, "couture"), ==, 1);
  put (self, "b", NULL);
  put (self, "a", NULL);
  g_assert_true (sol_index_refresh (index, NULL));
  g_assert_cmpuint (count (index, "menuiserie"), ==, 1);
  g_assert_cmpuint (count (index, "port"), ==, 0);
}

static void
test_cursor_comes_back (void)
{
  SolCursorSigner ours = { (char *) "00000000-0000-4000-8000-000000000001", (char *) "key" };
  SolCursorSigner forger = { ours.feed, (char *) "other key" };
  const char *const types[] = { "supplier", NULL };
  const guint64 own = sol_cursor_hash_account ("u1");
  SolCursor cursor = { sol_cursor_hash_types (types), G_MAXINT64, 12, own, 7, 6, G_MAXINT64 - 1 };
  SolCursor back;
  g_autofree char *text = sol_cursor_print (&ours, &cursor);
  g_autofree char *forged = sol_cursor_print (&forger, &cursor);

  g_assert_cmpuint (strlen (text), <=, SOL_CURSOR_MAX_LENGTH);
  g_assert_cmpint (sol_cursor_parse (&ours, text, own, cursor.types, &back), ==, SOL_CURSOR_GOOD);
  g_assert_cmpint (back.seq, ==, G_MAXINT64);
  g_assert_cmpint (back.base, ==, 12);
  g_assert_cmpint (back.told, ==, 7);
  g_assert_cmpint (back.rights, ==, 6);
  g_assert_cmpint (back.filled, ==, G_MAXINT64 - 1);
  g_assert_cmpint (sol_cursor_parse (&ours, text, 0, cursor.types, &back), ==, SOL_CURSOR_ACCOUNT);
  g_assert_cmpint (
      sol_cursor_parse (&ours, text, sol_cursor_hash_account ("u2"), cursor.types, &back), ==,
      SOL_CURSOR_ACCOUNT);
  g_assert_cmpint (sol_cursor_parse (&ours, text, own, 0, &back), ==, SOL_CURSOR_TYPES);
  g_assert_cmpint (sol_cursor_parse (&ours, forged, own, cursor.types, &back), ==, SOL_CURSOR_BAD);
  g_assert_cmpint (sol_cursor_parse (&ours, "", own, 0, &back), ==, SOL_CURSOR_BAD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                      \
  g_test_add ("/server/" name, Fixture, NULL, sol_test_storage_set_up, function, \
              sol_test_storage_tear_down)
  ADD ("same-document-keeps-its-revision", test_same_document_keeps_its_revision);
  ADD ("broken-batch-leaves-nothing", test_broken_batch_leaves_nothing);
  ADD ("deletion-keeps-its-revision", test_deletion_keeps_its_revision);
  ADD ("change-is-searched-after-a-refresh", test_change_is_searched_after_a_refresh);
  g_test_add_func ("/server/cursor-comes-back", test_cursor_comes_back);
  return g_test_run ();
}
