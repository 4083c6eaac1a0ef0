/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "exchange/sol-import.h"

#define FILE_SIZE (30 * 1000 * 1000) /* bytes, unless SOL_TEST_BYTES tells another size */
#define MAX_GROWTH (40 * 1024)       /* kB */

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
write_table (const char *path, gsize size)
{
  FILE *file = g_fopen (path, "w");
  gsize written = 0;
  guint n = 0;

  g_assert_nonnull (file);
  fprintf (file, "external_id;name;kind;postcode;city;description\n");
  for (; written < size; n++)
    written += (gsize) fprintf (
        file,
        "%u;Structure numéro %u;EI;84000;Avignon;\"Une description\nsur deux lignes, assez longue "
        "pour qu’une ligne pèse ce que pèse une vraie, entre deux et trois cents octets, avec "
        "quelques mots de plus.\"\n",
        n, n);
  fclose (file);
  return n;
}

/* A target that keeps nothing: what grows is the import's own. */

static gboolean
begin_or_commit (gpointer unused, GError **error)
{
  return TRUE;
}

static void
rollback (gpointer unused)
{
}

static char *
find_nothing (gpointer unused, const char *source, const char *external_id, GError **error)
{
  return NULL;
}

static GPtrArray *
find_nobody (gpointer unused, const char *siret, GError **error)
{
  return NULL;
}

static gboolean
put_away (gpointer n_puts,
          const char *type,
          const char *id,
          const char *scope,
          const char *doc,
          GError **error)
{
  ++*(guint *) n_puts;
  return TRUE;
}

static void
test_memory (void)
{
  guint n_puts = 0;
  const SolImportTarget target = { &n_puts,      begin_or_commit, begin_or_commit, rollback,
                                   find_nothing, find_nobody,     find_nothing,    put_away };
  g_autofree char *folder = g_dir_make_tmp ("sol-memory-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "big.csv", NULL);
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const char *wanted = g_getenv ("SOL_TEST_BYTES");
  guint n;
  guint64 before;

  /* Communes and lists are read at their first use: not what is measured. */
  write_table (path, 1);
  sol_import_run ("csv", path, &target, TRUE, NULL, NULL, NULL, &first, &error);
  g_assert_no_error (error);

  n = write_table (path, wanted == NULL ? FILE_SIZE : g_ascii_strtoull (wanted, NULL, 10));
  before = get_peak ();
  sol_import_run ("csv", path, &target, FALSE, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n[SOL_IMPORT_CREATED], ==, n);
  g_assert_cmpuint (n_puts, ==, n);
  g_test_message ("%u rows: grew by %" G_GUINT64_FORMAT " kB", n, get_peak () - before);
  if (before > 0 && g_getenv ("SOL_SANITIZED") == NULL)
    g_assert_cmpuint (get_peak () - before, <, MAX_GROWTH);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed: nothing could be told */
  g_test_add_func ("/import-memory/does-not-grow-with-the-file", test_memory);
#else
  (void) test_memory;
#endif
  return g_test_run ();
}
