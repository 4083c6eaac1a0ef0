/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-sqlite.h"
#include "sol-test-storage.h"

/* What is forgotten day by day goes beside those who write. */

#define NOW G_GINT64_CONSTANT (1795694400)
#define LINES 30000
#define GOT_IN 20 /* writes that get in meanwhile, at least; many more do */

#define FILL                                                                                      \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO " \
  "history (type, id, rev, at, account, op, size, parts) SELECT 'listing', 'l' || (i / 20), i, "  \
  "%s, 'u1', 'edit', 400, printf ('[{\"path\":\"brand\",\"before\":\"%%0200d\"}]', i) FROM n"

static void
run_sql (SolTestStorage *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  SolSqlite *connection = sol_sqlite_open (self->path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_true (sol_sqlite_run (connection, sql, &error));
  g_assert_no_error (error);
  sol_sqlite_close (connection);
}

static gint64
count (SolTestStorage *self, const char *sql)
{
  SolSqlite *connection = sol_sqlite_open (self->path, FALSE, NULL);
  sqlite3_stmt *row = sol_sqlite_bind (connection, sql, NULL, "");
  gint64 n;

  g_assert_cmpint (sol_sqlite_step (connection, row, NULL), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (row, 0);
  sqlite3_reset (row);
  sol_sqlite_close (connection);
  return n;
}

typedef struct
{
  SolStorage *storage;
  int over; /* atomic */
} Purging;

static gpointer
purge (gpointer data)
{
  Purging *purging = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (sol_storage_purge_mutations (purging->storage, NOW, &error));
  g_assert_no_error (error);
  g_atomic_int_set (&purging->over, 1);
  return NULL;
}

/* Nobody who writes waits until all of it is gone. */
static void
test_others_write_while_much_is_forgotten (SolTestStorage *self, gconstpointer when)
{
  g_autofree char *sql = g_strdup_printf (FILL, (const char *) when);
  Purging purging = { self->storage, 0 };
  gint64 longest = 0;
  guint n = 0;
  GThread *thread;

  run_sql (self, sql);
  g_assert_cmpint (count (self, "SELECT count (*) FROM history"), ==, LINES);
  thread = g_thread_new ("purge", purge, &purging);
  for (; !g_atomic_int_get (&purging.over); n++)
    {
      const gint64 began = g_get_monotonic_time ();

      g_assert_true (sol_storage_set_meta (self->storage, "test", "x", NULL));
      longest = MAX (longest, g_get_monotonic_time () - began);
      g_usleep (2000);
    }
  g_thread_join (thread);
  g_test_message ("%u writes got in, the longest took %.1f ms", n, (double) longest / 1000);
  g_assert_cmpuint (n, >, GOT_IN);
  g_assert_cmpint (count (self, "SELECT count (*) FROM history"), ==, 0);
}

/* It is of a record that is there, and not old. */
static void
test_what_is_still_told_stays (SolTestStorage *self, gconstpointer unused)
{
  run_sql (self, "INSERT INTO record (type, id, scope, rev, seq, changed_at, doc) VALUES "
                 "('listing', 'kept', 'org:o', 2, 1, 1, '{}'), "
                 "('listing', 'gone', 'org:o', 2, 2, 1, NULL), "
                 "('listing', 'lately', 'org:o', 2, 3, 1, NULL);"
                 "INSERT INTO deleted VALUES ('listing', 'gone', '{}', 1795694400 - 31 * 86400), "
                 "('listing', 'lately', '{}', 1795694400 - 29 * 86400);"
                 "INSERT INTO revision VALUES ('listing', 'kept', 'k'), ('listing', 'never', 'n');"
                 "INSERT INTO history (type, id, rev, at, account, op, size, parts) VALUES "
                 "('listing', 'kept', 1, 1795694400 - 364 * 86400, 'u', 'edit', 1, '[]'), "
                 "('listing', 'kept', 2, 1795694400 - 366 * 86400, 'u', 'edit', 1, '[]'), "
                 "('listing', 'gone', 1, 1795694400, 'u', 'edit', 1, '[]'), "
                 "('listing', 'lately', 1, 1795694400, 'u', 'edit', 1, '[]')");
  g_assert_true (sol_storage_purge_mutations (self->storage, NOW, NULL));
  g_assert_cmpint (count (self, "SELECT count (*) FROM history WHERE id || rev IN ('kept1', "
                                "'lately1')"),
                   ==, 2);
  g_assert_cmpint (count (self, "SELECT count (*) FROM history"), ==, 2);
  g_assert_cmpint (count (self, "SELECT count (*) FROM deleted WHERE id = 'lately'"), ==, 1);
  g_assert_cmpint (count (self, "SELECT count (*) FROM deleted"), ==, 1);
  g_assert_cmpint (count (self, "SELECT count (*) FROM revision WHERE id = 'kept'"), ==, 1);
  g_assert_cmpint (count (self, "SELECT count (*) FROM revision"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/purge/others-write-while-what-is-old-is-forgotten", SolTestStorage, "1",
              sol_test_storage_set_up, test_others_write_while_much_is_forgotten,
              sol_test_storage_tear_down);
  g_test_add ("/purge/others-write-while-what-is-of-nothing-is-forgotten", SolTestStorage,
              "1795694400", sol_test_storage_set_up, test_others_write_while_much_is_forgotten,
              sol_test_storage_tear_down);
  g_test_add ("/purge/what-is-still-told-stays", SolTestStorage, NULL, sol_test_storage_set_up,
              test_what_is_still_told_stays, sol_test_storage_tear_down);
  return g_test_run ();
}
