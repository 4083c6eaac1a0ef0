/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import.h"
#include "sol-memory-target.h"

#define N_STRUCTURES 3853
#define N_WITH_PLACE 3821
#define N_PAIRS 12 /* of structures of two kinds under one SIRET */
#define N_WRONG_KEYS 13

/* The real files are not ours to keep: the folder that holds them is told by the build. */
static char *
find_real (const char *name)
{
  const char *folder = g_getenv ("SOL_REAL_DATA");
  g_autofree char *path = NULL;

  if (folder == NULL || *folder == '\0')
    {
      g_test_skip ("no real data: set -Dreal_data=FOLDER");
      return NULL;
    }
  path = g_build_filename (folder, name, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip_printf ("%s is not there", path);
  return NULL;
}

static SolImportReport *
run (SolMemoryTarget *target, const char *format, const char *path, gboolean preview)
{
  g_autoptr (GError) error = NULL;
  SolImportReport *report = NULL;
  g_autofree char *text = NULL;

  sol_import_run (format, path, &target->target, preview, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_false (target->open);
  text = sol_import_report_to_text (report, preview);
  g_test_message ("%s", text);
  return report;
}

static guint
count_lines (SolImportReport *report, const char *why)
{
  guint n = 0;

  for (guint i = 0; i < report->lines->len; i++)
    n += g_str_equal (((SolImportLine *) report->lines->pdata[i])->why_code, why);
  return n;
}

static guint
count_pairs (SolMemoryTarget *target)
{
  GHashTableIter iter;
  gpointer ids;
  guint n = 0;

  g_hash_table_iter_init (&iter, target->sirets);
  while (g_hash_table_iter_next (&iter, NULL, &ids))
    n += ((GPtrArray *) ids)->len == 2;
  return n;
}

static guint
count_with (SolMemoryTarget *target, const char *field)
{
  g_autofree char *member = g_strdup_printf ("\"%s\":", field);
  GHashTableIter iter;
  gpointer key, doc;
  guint n = 0;

  g_hash_table_iter_init (&iter, target->docs);
  while (g_hash_table_iter_next (&iter, &key, &doc))
    n += g_str_has_prefix (key, "supplier/") && strstr (doc, member) != NULL;
  return n;
}

static void
assert_counts (SolImportReport *report, guint created, guint updated, guint unchanged)
{
  g_assert_cmpuint (report->n[SOL_IMPORT_CREATED], ==, created);
  g_assert_cmpuint (report->n[SOL_IMPORT_UPDATED], ==, updated);
  g_assert_cmpuint (report->n[SOL_IMPORT_UNCHANGED], ==, unchanged);
}

static void
test_structures_of_the_peer (void)
{
  g_autofree char *path = find_real ("le-marche");
  g_autoptr (SolMemoryTarget) target = sol_memory_target_new ();
  g_autoptr (SolImportReport) preview = NULL;
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;
  g_autoptr (SolImportReport) undone = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  preview = run (target, "le-marche", path, TRUE);
  assert_counts (preview, N_STRUCTURES, 0, 0);
  g_assert_cmpuint (g_hash_table_size (target->docs), ==, 0);

  first = run (target, "le-marche", path, FALSE);
  assert_counts (first, N_STRUCTURES, 0, 0);
  g_assert_cmpuint (first->n[SOL_IMPORT_REFUSED] + first->n[SOL_IMPORT_DOUBTFUL], ==, 0);
  g_assert_cmpuint (first->n_siret_faults, ==, N_WRONG_KEYS);
  g_assert_cmpuint (count_lines (first, "siret-fault"), ==, N_WRONG_KEYS);
  g_assert_cmpuint (sol_memory_target_count (target, "supplier"), ==, N_STRUCTURES);
  g_assert_cmpuint (count_pairs (target), ==, N_PAIRS);
  g_assert_cmpuint (count_with (target, "place"), ==, N_WITH_PLACE);
  g_assert_cmpuint (count_with (target, "siret_fault"), ==, N_WRONG_KEYS);
  g_assert_cmpuint (count_with (target, "activities"), ==, 50);

  second = run (target, "le-marche", path, FALSE);
  assert_counts (second, 0, 0, N_STRUCTURES);

  g_assert_true (sol_import_undo (&target->target, first->import_id, &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (undone->n[SOL_IMPORT_UNCHANGED], ==, 0);
  g_assert_cmpuint (g_hash_table_size (target->docs), ==, 0);
}

static void
test_rows_of_the_register (void)
{
  g_autofree char *path = find_real ("ess-numerique/structures.csv");
  g_autoptr (SolMemoryTarget) target = sol_memory_target_new ();
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;
  guint n = 0;

  if (path == NULL)
    return;
  first = run (target, "ess-csv", path, FALSE);
  for (guint i = 0; i < SOL_IMPORT_N_VERDICTS; i++)
    n += first->n[i];
  g_assert_cmpuint (n, ==, 3667);
  g_assert_cmpuint (first->n[SOL_IMPORT_DOUBTFUL], ==, 1034);
  second = run (target, "ess-csv", path, FALSE);
  assert_counts (second, 0, 0, first->n[SOL_IMPORT_CREATED]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-real/register-imports-what-has-a-kind", test_rows_of_the_register);
  g_test_add_func ("/import-real/peer-imports-whole-twice-and-is-undone",
                   test_structures_of_the_peer);

  return g_test_run ();
}
