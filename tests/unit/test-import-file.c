/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "exchange/sol-import.h"
#include "sol-import-fixture.h"

#define NOBODY 65534

/* Files that are not what their name says: each is refused with what it is and what to do. */

static void
assert_run_fails (SolImportFixture *fixture, const char *format, const char *path, const char *with)
{
  g_autofree char *name = g_path_get_basename (path);
  SolImportReport *report = NULL;

  g_assert_false (sol_import_run (format, path, &fixture->target->target, FALSE, NULL, NULL, NULL,
                                  &report, &fixture->error));
  g_test_message ("%s: %s", format, fixture->error->message);
  g_assert_nonnull (strstr (fixture->error->message, name));
  g_assert_nonnull (strstr (fixture->error->message, with));
  g_clear_error (&fixture->error);
  sol_import_report_free (report);
}

static void
assert_refused (SolImportFixture *fixture, const char *bytes, gsize length, const char *with)
{
  const char *const *formats = sol_import_get_formats ();

  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  g_assert_null (sol_import_guess_format (fixture->path, &fixture->error));
  g_assert_error (fixture->error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NOT_THE_FORMAT);
  g_clear_error (&fixture->error);
  for (guint i = 0; formats[i] != NULL; i++)
    assert_run_fails (fixture, formats[i], fixture->path, with);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_strangers (SolImportFixture *fixture, gconstpointer unused)
{
  assert_refused (fixture, "PK\003\004\024\0\006\0[Content_Types].xml", 27, "save it as CSV");
  assert_refused (fixture, "\320\317\021\340\241\261\032\341", 8, "save it as CSV");
  assert_refused (fixture, "%PDF-1.7\n", 9, "PDF");
  assert_refused (fixture, "\037\213\010\0", 4, "Unpack");
  assert_refused (fixture, "<!DOCTYPE html><p>404</p>", 25, "web page");
  assert_refused (fixture, "<HTML>", 6, "web page");
  assert_refused (fixture, "", 0, "empty");
}

static void
test_folders (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("sol-folder-XXXXXX", NULL);

  assert_run_fails (fixture, "csv", folder, "is a folder");
  assert_run_fails (fixture, "ess-csv", folder, "is a folder");
  assert_run_fails (fixture, "json", folder, "is a folder");
  assert_run_fails (fixture, "le-marche", folder, "no .json file");
  g_rmdir (folder);
  assert_run_fails (fixture, "csv", folder, "no file");
  assert_run_fails (fixture, "le-marche", folder, "no file");
}

static void
test_unreadable (SolImportFixture *fixture, gconstpointer unused)
{
  const gboolean is_root = geteuid () == 0;

  g_assert_true (g_file_set_contents (fixture->path, HEADER "1;A;EI;;;\n", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0), ==, 0);
  /* The administrator may read everything. */
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  assert_run_fails (fixture, "csv", fixture->path, "may not read");
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
assert_encoding (SolImportFixture *fixture, const char *format, const char *encoding)
{
  const gboolean is_register = g_str_equal (format, "ess-csv");
  g_autoptr (SolImportReport) report = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  bytes = g_convert (is_register ? "denomination;siret_siege;famille_ess\n"
                                   "Épicerie d’à côté;" SIRET_A ";association\n"
                                 : "external_id;name;kind\n7;Épicerie d’à côté;ASSO\n",
                     -1, encoding, "UTF-8", NULL, &length, NULL);
  report = sol_import_fixture_run_bytes (fixture, format, bytes, (gssize) length, FALSE);
  g_assert_no_error (fixture->error);
  sol_import_fixture_assert_told (report, "");
  sol_import_fixture_assert_field (fixture, is_register ? "sirene" : "csv",
                                   is_register ? SIRET_A : "7", "name", "Épicerie d’à côté");
  g_assert_cmpstr (sol_import_guess_format (fixture->path, NULL), ==, format);
}

/* "UTF-16" is written with its mark, the two others without. */
static void
test_encodings (SolImportFixture *fixture, gconstpointer unused)
{
  static const char *const encodings[] = { "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE",
                                           "WINDOWS-1252" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      assert_encoding (fixture, "csv", encodings[i]);
      assert_encoding (fixture, "ess-csv", encodings[i]);
    }
}

#define FIXTURE(pk, rest)                                              \
  "  {\n    \"model\": \"siaes.siae\",\n    \"pk\": " pk               \
  ",\n    \"fields\": {\n      \"name\": \"Structure " pk "\",\n" rest \
  "      \"kind\": \"EI\"\n    }\n  }"

static void
test_broken_fixture (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = NULL;
  g_autoptr (SolImportReport) cut = NULL;
  g_autofree char *text = g_strconcat (
      "[\n", FIXTURE ("1", ""), ",\n", FIXTURE ("2", "      \"city\": \"Apt,\n"), ",\n",
      FIXTURE ("3", "      \"offers\": [ {\n"), ",\n", FIXTURE ("4", ""), "\n]\n", NULL);

  report = sol_import_fixture_run (fixture, "le-marche", text);
  sol_import_fixture_assert_report (report, "2 0 0 2 0");
  sol_import_fixture_assert_told (report, "10 broken-json \n19 broken-json \n");

  text[strlen (text) - 20] = '\0';
  cut = sol_import_fixture_run (fixture, "le-marche", text);
  sol_import_fixture_assert_report (cut, "0 0 1 3 0");
  sol_import_fixture_assert_told (cut, "10 broken-json \n19 broken-json \n28 broken-json \n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_import_fixture_add ("/import-file/no-table-is-told", test_strangers);
  sol_import_fixture_add ("/import-file/folder-for-a-file-is-told", test_folders);
  sol_import_fixture_add ("/import-file/unreadable-is-told", test_unreadable);
  sol_import_fixture_add ("/import-file/every-encoding-of-a-spreadsheet", test_encodings);
  sol_import_fixture_add ("/import-file/broken-fixture-costs-its-structures", test_broken_fixture);
  return g_test_run ();
}
