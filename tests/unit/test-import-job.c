/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "app/sol-import-job.h"
#include "sol-test-support.h"
#include "store/sol-catalogue-list.h"

#define FILE_SIZE (8 * 1000 * 1000) /* bytes, unless SOL_TEST_BYTES tells another size */
#define MAX_GROWTH (12 * 1024)      /* kB, and what follows */
#define KEY_BYTES 40                /* a row: its keys, seen once each */

/* A file on its way to a catalogue of its own, as the window has it done. */

typedef struct
{
  char *root;
  char *path;
  char *folder;
  SolImportJob *job;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = NULL;

  fixture->root = g_dir_make_tmp ("sol-job-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->root, "file.csv", NULL);
  fixture->folder = g_build_filename (fixture->root, "catalogue", NULL);
  file = g_file_new_for_path (fixture->path);
  fixture->job = sol_import_job_new (file, fixture->folder, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_object_unref (fixture->job);
  sol_test_remove_folder (fixture->root);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->root);
}

static const SolImportReport *
read_file (Fixture *fixture, GError **error)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  sol_import_job_read_async (fixture->job, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_import_job_read_finish (fixture->job, result, error);
}

static gboolean
keep (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  sol_import_job_keep_async (fixture->job, cancellable, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_import_job_keep_finish (fixture->job, result, error);
}

static void
keep_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (read_file (fixture, &error));
  g_assert_true (keep (fixture, NULL, &error));
  g_assert_no_error (error);
}

static SolStore *
open_catalogue (Fixture *fixture)
{
  GAsyncResult *kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SolStore *store;

  sol_store_open_async (fixture->folder, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  store = sol_store_open_finish (result, &error);
  g_assert_no_error (error);
  return store;
}

static guint
search (SolStore *store, const char *text)
{
  g_autoptr (SolCatalogueList) list = sol_catalogue_list_new (store);
  g_autoptr (SolQuery) query = sol_query_new ();

  sol_query_set_text (query, text);
  sol_catalogue_list_set_query (list, query);
  while (sol_catalogue_list_get_busy (list))
    g_main_context_iteration (NULL, TRUE);
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static guint
search_and_close (Fixture *fixture, const char *text)
{
  g_autoptr (SolStore) store = open_catalogue (fixture);
  guint n = search (store, text);

  sol_store_close (store);
  return n;
}

static void
write_file (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

#define HEADER "external_id;name;kind;siret\n"

/* A line without a kind completes the one before it, as it would on a platform. */
static void
test_read_and_kept (Fixture *fixture, gconstpointer unused)
{
  const SolImportReport *report;

  write_file (fixture,
              HEADER "1;Menuiserie du Rhône;EI;73282932000074\n;Menuiserie;;73282932000074\n"
                     "2;Jardins;ACI;\n3;;EI;\n");
  report = read_file (fixture, NULL);
  g_assert_nonnull (report);
  g_assert_cmpuint (report->n[SOL_IMPORT_CREATED], ==, 2);
  g_assert_cmpuint (report->n[SOL_IMPORT_UPDATED], ==, 1);
  g_assert_cmpuint (report->n[SOL_IMPORT_REFUSED], ==, 1);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));

  keep_all (fixture);
  g_assert_cmpuint (search_and_close (fixture, NULL), ==, 2);
  g_assert_cmpuint (search_and_close (fixture, "menuiserie"), ==, 1);
}

static void
test_read_again (Fixture *fixture, gconstpointer unused)
{
  write_file (fixture, HEADER "1;Menuiserie;EI;\n2;Jardins;ACI;\n");
  keep_all (fixture);
  write_file (fixture, HEADER "2;Jardins;ACI;\n3;Ressourcerie;ACI;\n");
  keep_all (fixture);
  g_assert_cmpuint (search_and_close (fixture, NULL), ==, 2);
  g_assert_cmpuint (search_and_close (fixture, "menuiserie"), ==, 0);
  g_assert_cmpuint (search_and_close (fixture, "ressourcerie"), ==, 1);
}

/* A folder has one writer: the file whose catalogue is open is read into that very store. */
static void
test_read_while_open (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (SolStore) store = NULL;

  write_file (fixture, HEADER "1;Menuiserie;EI;\n");
  keep_all (fixture);
  store = open_catalogue (fixture);
  g_object_unref (fixture->job);
  fixture->job = sol_import_job_new (file, fixture->folder, store);
  write_file (fixture, HEADER "2;Jardins;ACI;\n3;Ressourcerie;ACI;\n");
  keep_all (fixture);
  while (search (store, NULL) != 2)
    g_main_context_iteration (NULL, TRUE);
  sol_store_close (store);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_file (fixture, HEADER "1;Menuiserie;EI;\n");
  keep_all (fixture);
  write_file (fixture, HEADER "2;Jardins;ACI;\n");
  g_cancellable_cancel (cancellable);
  g_assert_false (keep (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (search_and_close (fixture, "menuiserie"), ==, 1);
}

static void
test_fails_half_way (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  write_file (fixture, HEADER "1;Menuiserie;EI;\n");
  g_assert_nonnull (read_file (fixture, NULL));
  write_file (fixture, "nothing;of;this\n1;2;3\n");
  g_assert_false (keep (fixture, NULL, &error));
  g_assert_nonnull (strstr (error->message, "name"));
  while (g_file_test (fixture->folder, G_FILE_TEST_EXISTS))
    g_usleep (1000);
}

/* What the process took at most so far, in kB. */
static guint64
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  return line == NULL ? 0 : g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10);
}

static guint
write_big_file (Fixture *fixture)
{
  const char *wanted = g_getenv ("SOL_TEST_BYTES");
  gsize size = wanted == NULL ? FILE_SIZE : g_ascii_strtoull (wanted, NULL, 10);
  FILE *file = g_fopen (fixture->path, "w");
  guint n = 0;

  g_assert_nonnull (file);
  fprintf (file, "external_id;name;kind;postcode;city;description\n");
  for (gsize written = 0; written < size; n++)
    written += (gsize) fprintf (
        file,
        "%u;Structure numéro %u;EI;84000;Avignon;\"Une description\nsur deux lignes, assez longue "
        "pour qu’une ligne pèse ce que pèse une vraie, entre deux et trois cents octets, avec "
        "quelques mots de plus.\"\n",
        n, n);
  fclose (file);
  return n;
}

static void
test_memory (Fixture *fixture, gconstpointer unused)
{
  guint n;
  guint64 before;
  gint64 start;

  /* Communes and lists are read at their first use: not what is measured. */
  write_file (fixture, "external_id;name;kind;postcode;city;description\n1;A;EI;84000;Avignon;x\n");
  keep_all (fixture);

  n = write_big_file (fixture);
  before = get_peak ();
  start = g_get_monotonic_time ();
  keep_all (fixture);
  g_test_message ("%u rows: grew by %" G_GUINT64_FORMAT " kB, took %.1f s", n, get_peak () - before,
                  (double) (g_get_monotonic_time () - start) / 1e6);
  if (before > 0 && g_getenv ("SOL_SANITIZED") == NULL)
    g_assert_cmpuint (get_peak () - before, <, MAX_GROWTH + n * KEY_BYTES / 1024);
  g_assert_cmpuint (search_and_close (fixture, NULL), ==, n);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/import-job/read-then-kept", test_read_and_kept);
  add ("/import-job/read-again-takes-the-place", test_read_again);
  add ("/import-job/read-again-while-open", test_read_while_open);
  add ("/import-job/cancelled-changes-nothing", test_cancelled);
  add ("/import-job/failed-leaves-no-folder", test_fails_half_way);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed: nothing could be told */
  add ("/import-job/does-not-grow-with-the-file", test_memory);
#else
  (void) test_memory;
#endif
  return g_test_run ();
}
