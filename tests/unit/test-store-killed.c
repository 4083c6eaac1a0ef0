/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sol-test-support.h"
#include "store/sol-database-private.h"
#include "store/sol-store-private.h"

/* A process that is killed while it writes a new index file. */

#define N_FIRST 3000
#define N_MORE 2000 /* enough for a new base */
#define N_KILLED 3
#define MAX_ROUNDS 60

/* Writes until it is killed, and lets each new base be built. */
static void
rebuild_for_ever (const char *folder)
{
  SolTestStore fixture = { 0 };

  fixture.folder = g_strdup (folder);
  fixture.path = g_build_filename (folder, "public.db", NULL);
  sol_test_store_open (&fixture);
  for (guint i = 0;; i++)
    sol_test_store_fill (&fixture, N_FIRST + i % 5 * N_MORE, N_MORE);
}

static gboolean
has_file (SolTestStore *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
kill_while_it_writes (SolTestStore *fixture)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      execl ("/proc/self/exe", "test-store-killed", "--rebuild", fixture->folder, NULL);
      _exit (3);
    }
  while (!has_file (fixture, "catalogue.idx.new"))
    g_usleep (100);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static gint64
count_rows (SolTestStore *fixture)
{
  g_autoptr (SolDatabase) db = sol_database_open (fixture->path, FALSE, NULL);
  gint64 n = -1;

  g_assert_true (sol_database_get_number (db, "SELECT count (*) FROM record", &n, NULL));
  return n;
}

static void
test_killed_rebuild_leaves_the_old_file (SolTestStore *fixture, gconstpointer unused)
{
  guint n_killed = 0;

  sol_test_store_fill (fixture, 0, N_FIRST);
  for (guint round = 0; round < MAX_ROUNDS && n_killed < N_KILLED; round++)
    {
      sol_test_store_close (fixture);
      g_assert_false (has_file (fixture, "catalogue.idx.new"));
      kill_while_it_writes (fixture);
      n_killed += has_file (fixture, "catalogue.idx.new");

      /* The sound file under what was written since: nothing waits for a new one. */
      sol_test_store_open (fixture);
      g_assert_null (sol_store_get_notice (fixture->store));
      g_assert_true (has_file (fixture, "catalogue.idx"));
      g_assert_cmpint (sol_test_store_count (fixture, "atelier"), ==, count_rows (fixture));
      sol_test_store_settle (fixture);
      g_assert_cmpint (sol_test_store_count (fixture, "atelier"), ==, count_rows (fixture));
    }
  g_assert_cmpuint (n_killed, ==, N_KILLED);
}

/* Also where no rebuild is due that would take its place. */
static void
test_unfinished_file_goes (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "catalogue.idx.new", NULL);

  sol_test_store_close (fixture);
  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  sol_test_store_open (fixture);
  g_assert_false (has_file (fixture, "catalogue.idx.new"));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--rebuild"))
    rebuild_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);
  sol_test_store_add ("/killed/rebuild-leaves-the-old-file",
                      test_killed_rebuild_leaves_the_old_file);
  sol_test_store_add ("/killed/unfinished-file-goes", test_unfinished_file_goes);
  return g_test_run ();
}
