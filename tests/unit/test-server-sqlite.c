/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/sol-sqlite.h"
#include "sol-test-storage.h"

/* A statement is found again by its text, whoever held that when it was made. */
static void
test_composed_text_may_go (SolTestStorage *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSqlite) database = sol_sqlite_open (self->path, TRUE, &error);
  char composed[] = "SELECT count (*) FROM sqlite_schema";
  g_autofree char *same = g_strdup (composed);
  sqlite3_stmt *statement;

  g_assert_no_error (error);
  statement = sol_sqlite_prepare (database, composed, &error);
  g_assert_no_error (error);
  memset (composed, ' ', strlen (composed));
  /* Planned anew, as the tables are other ones. */
  g_assert_true (sol_sqlite_run (database, "CREATE TABLE novelty (a)", &error));
  g_assert_cmpint (sol_sqlite_step (database, statement, &error), ==, SQLITE_ROW);
  g_assert_true (sol_sqlite_prepare (database, same, &error) == statement);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server-sqlite/composed-text-may-go", SolTestStorage, NULL, sol_test_storage_set_up,
              test_composed_text_may_go, sol_test_storage_tear_down);
  return g_test_run ();
}
