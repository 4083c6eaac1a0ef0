/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "app/catalogue/sol-export.h"
#include "exchange/sol-csv-writer.h"
#include "sol-test-support.h"

#define N_SUPPLIERS 5000 /* unless SOL_TEST_ROWS tells another number */
#define MAX_HELD 8000    /* µs of the main thread's own time in one turn of its loop */
#define DISK 65536       /* bytes that a full disk takes */

typedef struct
{
  SolTestStore base;
  GArray *keys;
  char *root;
  char *path;
  SolExportProgress progress;
} Fixture;

static guint
get_n_suppliers (void)
{
  const char *wanted = g_getenv ("SOL_TEST_ROWS");

  return wanted == NULL ? N_SUPPLIERS : (guint) g_ascii_strtoull (wanted, NULL, 10);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  sol_test_store_set_up (&fixture->base, NULL);
  sol_test_store_fill (&fixture->base, 1, get_n_suppliers ());
  fixture->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 key = 1; key <= get_n_suppliers (); key++)
    g_array_append_val (fixture->keys, key);
  fixture->root = g_dir_make_tmp ("sol-export-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->root, "structures.csv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sol_test_store_tear_down (&fixture->base, NULL);
  sol_test_remove_folder (fixture->root);
  g_array_unref (fixture->keys);
  g_free (fixture->root);
  g_free (fixture->path);
}

static gint64
get_own_time (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

/* Returns: the longest turn of the loop, in µs of the thread's own time */
static gint64
wait_and_watch (GAsyncResult **kept)
{
  gint64 longest = 0;

  while (*kept == NULL)
    {
      gint64 start = get_own_time ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, get_own_time () - start);
    }
  return longest;
}

static gboolean export(Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 longest;

  fixture->progress.n_written = 0;
  sol_export_write_async (fixture->base.store, fixture->keys, file, &fixture->progress, cancellable,
                          sol_test_keep_result, &kept);
  longest = wait_and_watch (&kept);
  result = g_steal_pointer (&kept);
  g_test_message (
      "%d rows in %.2f s, the loop was held %.2f ms at most", fixture->progress.n_written,
      (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, (double) longest / 1000);
  g_assert_cmpint (longest, <, MAX_HELD);
  return sol_export_write_finish (result, error);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->root, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; (text = strstr (text, "\r\n")) != NULL; text += 2)
    n++;
  return n;
}

static void
test_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (export(fixture, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture->progress.n_written, ==, get_n_suppliers ());
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, SOL_CSV_MARK));
  g_assert_cmpuint (count_lines (text), ==, get_n_suppliers () + 1);
}

/* The kernel refuses what goes beyond, as it does on a full disk. */
static void
test_full_disk (Fixture *fixture, gconstpointer with_older)
{
  const struct rlimit full = { DISK, RLIM_INFINITY };
  const struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (with_older != NULL)
    g_assert_true (g_file_set_contents (fixture->path, "older", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  g_assert_false (export(fixture, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (count_files (fixture), ==, with_older != NULL ? 1 : 0);
  if (with_older == NULL)
    return;

  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "older");
}

static gpointer
cancel_soon (gpointer data)
{
  Fixture *fixture = ((gpointer *) data)[0];

  while (g_atomic_int_get (&fixture->progress.n_written) == 0)
    g_thread_yield ();
  g_cancellable_cancel (((gpointer *) data)[1]);
  return NULL;
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer data[] = { fixture, cancellable };
  GThread *thread = g_thread_new ("cancel", cancel_soon, data);
  g_autoptr (GError) error = NULL;

  g_assert_false (export(fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_thread_join (thread);
}

static void
test_clipboard (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  g_array_set_size (fixture->keys, 2);
  sol_export_make_text_async (fixture->base.store, fixture->keys, &fixture->progress, NULL,
                              sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  text = sol_export_make_text_finish (result, NULL);
  g_assert_false (g_str_has_prefix (text, SOL_CSV_MARK));
  g_assert_cmpuint (count_lines (text), ==, 3);
}

static void
add (const char *path, gconstpointer data, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/export-file/holds-all-and-not-the-loop", NULL, test_file);
  add ("/export-file/full-disk-leaves-nothing", NULL, test_full_disk);
  add ("/export-file/full-disk-leaves-the-older", "older", test_full_disk);
  add ("/export-file/cancelled-leaves-nothing", NULL, test_cancelled);
  add ("/export-file/clipboard-has-no-mark", NULL, test_clipboard);
  return g_test_run ();
}
