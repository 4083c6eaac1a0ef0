/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/sol-import.h"
#include "exchange/sol-wkt.h"
#include "sol-import-fixture.h"

static void
assert_fails (SolImportFixture *fixture,
              const char *format,
              const char *text,
              SolImportError code,
              const char *with)
{
  g_autoptr (SolImportReport)
      report = sol_import_fixture_run_bytes (fixture, format, text, -1, FALSE);

  g_assert_error (fixture->error, SOL_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (fixture->error->message, with));
  g_clear_error (&fixture->error);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_bad_fields (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *long_site = g_strnfill (600, 's');
  g_autofree char *text = g_strdup_printf ("external_id;name;kind;website;year;naf\n"
                                           "1;A;EI;%s;bientôt;99.99X\n"
                                           "2;%s;EI;;;\n"
                                           "3;;EI;;;\n"
                                           ";Sans rien;EI;;;\n",
                                           long_site, long_name);
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "csv", text);

  sol_import_fixture_assert_report (report, "1 0 0 3 0");
  sol_import_fixture_assert_told (report, "2 code-unknown naf/99.99X\n"
                                          "2 value-wrong year/bientôt\n"
                                          "2 too-long website\n"
                                          "3 no-name \n"
                                          "4 no-name \n"
                                          "5 no-identity \n");
}

static void
test_bad_lines (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SolImportReport) report = NULL;

  g_string_append (text, "1;A;EI;;;\n");
  g_string_append_printf (text, "2;%s;EI;;;\n", huge);
  g_string_append_len (text, "3;B\0B;EI;;;\n", 12);
  g_string_append (text, "4;trop court\n5;C;EI;;;;trop;long\n6;\"ouvert;EI;;;\n\n7;D;EI;;;\n8;E;E");
  report = sol_import_fixture_run_bytes (fixture, "csv", text->str, (gssize) text->len, FALSE);

  g_assert_no_error (fixture->error);
  sol_import_fixture_assert_report (report, "2 0 0 6 0");
  sol_import_fixture_assert_told (report, "3 too-long-line 1\n"
                                          "4 nul \n"
                                          "5 too-few-cells 2/6\n"
                                          "6 too-many-cells 8/6\n"
                                          "7 bad-quote \n"
                                          "10 cut 3/6\n");
}

static void
test_bad_files (SolImportFixture *fixture, gconstpointer unused)
{
  assert_fails (fixture, "csv", "kind;siret\nEI;" SIRET_A "\n", SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                "name");
  assert_fails (fixture, "csv", "", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "empty");
  assert_fails (fixture, "ess-csv", "denomination\nx\n", SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                "siret_siege");
  assert_fails (fixture, "json", "name;kind", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "Line 1");
  assert_fails (fixture, "le-marche", "[]", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "siaes.siae");
  assert_fails (fixture, "xml", "", SOL_IMPORT_ERROR_UNKNOWN_FORMAT, "xml");
}

/* The target fails in the second batch: the first stays and can be undone. */
static void
test_full_disk (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SolImportReport) report = NULL;
  g_autoptr (SolImportReport) undone = NULL;

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (text, "%u;Structure %u;EI;;;\n", i + 1, i);
  fixture->target->fail_after = 700;
  report = sol_import_fixture_run_bytes (fixture, "csv", text->str, -1, FALSE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&fixture->error);
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 500);
  fixture->target->fail_after = 0;
  g_assert_true (
      sol_import_undo (&fixture->target->target, report->import_id, &undone, &fixture->error));
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_cancelled (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SolImportReport) report = NULL;

  g_assert_true (g_file_set_contents (fixture->path, HEADER "1;A;EI;;;\n", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (sol_import_run ("csv", fixture->path, &fixture->target->target, FALSE, NULL, NULL,
                                  cancellable, &report, &fixture->error));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&fixture->error);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_broken_json (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *lines = g_strdup_printf (
      "{\"external_id\":\"1\",\"name\":\"A\",\"kind\":\"EI\"}\n"
      "{\"external_id\":\"2\",\"name\":\"coup\n"
      "{\"external_id\":\"3\",\"name\":{\"kind\":\"EI\"\n"
      "{\"external_id\":\"4\",\"name\":\"B\",\"kind\":\"EI\",\"a\":%s\n"
      "{\"external_id\":\"5\",\"name\":\"C\",\"kind\":\"EI\",\"year\":\"deux mille\"}\n"
      "nul\n"
      "{\"external_id\":\"6\",\"name\":\"D\",\"kind\":\"EI\"}",
      deep);
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "json", lines);

  sol_import_fixture_assert_report (report, "3 0 0 4 0");
  sol_import_fixture_assert_told (report, "2 broken-json \n3 broken-json \n4 broken-json \n"
                                          "5 value-wrong year/deux mille\n6 broken-json \n");
}

/* An element of an array that never closes costs itself, not those after it. */
static void
test_broken_array (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (
      fixture, "json",
      "[\n  {\n    \"external_id\": \"1\",\n    \"name\": \"A\",\n    \"kind\": \"EI\"\n  },\n"
      "  {\n    \"external_id\": \"2\",\n    \"offers\": [ {\n  },\n"
      "  {\n    \"external_id\": \"3\",\n    \"name\": \"C\",\n    \"kind\": \"EI\"\n  }\n]\n");

  sol_import_fixture_assert_report (report, "2 0 0 1 0");
  sol_import_fixture_assert_told (report, "7 broken-json \n");
}

static void
test_utf16 (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (SolImportReport) report = NULL;

  bytes = g_convert ("\357\273\277Clé;Nom;Type de structure;Ville;Code postal\n"
                     "1;Œuvre d’été;Entreprise d’insertion;Apt;84400\n",
                     -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  report = sol_import_fixture_run_bytes (fixture, "csv", bytes, (gssize) length, FALSE);
  g_assert_no_error (fixture->error);
  sol_import_fixture_assert_report (report, "1 0 0 0 0");
  sol_import_fixture_assert_told (report, "");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "Œuvre d’été");
  sol_import_fixture_assert_field (fixture, "csv", "1", "kind", "EI");
  sol_import_fixture_assert_field (fixture, "csv", "1", "commune", "84003");
}

static void
test_wrong_key (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) doc = NULL;
  g_autoptr (SolImportReport) first = sol_import_fixture_run (
      fixture, "csv", HEADER "1;Atelier;EI;" SIRET_WRONG ";;\n2;Court;EI;123;;\n");
  g_autoptr (SolImportReport) second = NULL;

  sol_import_fixture_assert_report (first, "2 0 0 0 0");
  sol_import_fixture_assert_told (first, "2 siret-fault " SIRET_WRONG "\n3 siret-wrong 123\n");
  g_assert_cmpuint (first->n_siret_faults, ==, 1);
  doc = sol_import_fixture_load_doc (fixture, "csv", "1");
  g_assert_true (json_object_get_boolean_member (doc, "siret_fault"));
  sol_import_fixture_assert_field (fixture, "csv", "1", "siret", SIRET_WRONG);

  second = sol_import_fixture_run (fixture, "csv", HEADER "1;Atelier;EI;" SIRET_A ";;\n");
  sol_import_fixture_assert_report (second, "0 1 0 0 0");
  json_object_unref (doc);
  doc = sol_import_fixture_load_doc (fixture, "csv", "1");
  g_assert_false (json_object_has_member (doc, "siret_fault"));
}

static void
assert_wkt (const char *text, gboolean read, double lat, double lon)
{
  double found_lat = 0, found_lon = 0;

  g_assert_cmpint (sol_wkt_read_point (text, strlen (text), &found_lat, &found_lon), ==, read);
  if (!read)
    return;
  g_assert_cmpfloat_with_epsilon (found_lat, lat, 1e-9);
  g_assert_cmpfloat_with_epsilon (found_lon, lon, 1e-9);
}

static void
test_wkt (void)
{
  assert_wkt ("SRID=4326;POINT (2.431955 48.88053)", TRUE, 48.88053, 2.431955);
  assert_wkt ("SRID=4326;POINT (2.4e-05 45.012811)", TRUE, 45.012811, 0.000024);
  assert_wkt ("POINT(-1.5E0 +4.8e1)", TRUE, 48, -1.5);
  assert_wkt ("SRID=2154;POINT (652469 6862035)", FALSE, 0, 0);
  assert_wkt ("POINT (2 48 0)", FALSE, 0, 0);
  assert_wkt ("POINT (2 95)", FALSE, 0, 0);
  assert_wkt ("POINT (2,48)", FALSE, 0, 0);
  assert_wkt ("POINT (nan 48)", FALSE, 0, 0);
  assert_wkt ("POINT (0x2 48)", FALSE, 0, 0);
  assert_wkt ("POINT (1e999 48)", FALSE, 0, 0);
  assert_wkt ("POINT EMPTY", FALSE, 0, 0);
  assert_wkt ("POINT (2 48", FALSE, 0, 0);
  assert_wkt ("POINT (2 48) x", FALSE, 0, 0);
  g_assert_cmpint (sol_ground_of (48.88, 2.43), ==, SOL_GROUND_FRANCE);
  g_assert_cmpint (sol_ground_of (2.43, 48.88), ==, SOL_GROUND_SWAPPED);
  g_assert_cmpint (sol_ground_of (-21.1, 55.5), ==, SOL_GROUND_FRANCE);
  g_assert_cmpint (sol_ground_of (55.5, -21.1), ==, SOL_GROUND_SWAPPED);
  g_assert_cmpint (sol_ground_of (40.7, -74), ==, SOL_GROUND_ELSEWHERE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_import_fixture_add ("/import-bad/wrong-siret-key-is-kept-and-flagged", test_wrong_key);
  sol_import_fixture_add ("/import-bad/bad-field-costs-itself", test_bad_fields);
  sol_import_fixture_add ("/import-bad/bad-line-costs-itself", test_bad_lines);
  sol_import_fixture_add ("/import-bad/file-of-another-format-is-told", test_bad_files);
  sol_import_fixture_add ("/import-bad/utf16-with-french-headers", test_utf16);
  sol_import_fixture_add ("/import-bad/full-disk-leaves-whole-batches", test_full_disk);
  sol_import_fixture_add ("/import-bad/cancelled-writes-nothing", test_cancelled);
  sol_import_fixture_add ("/import-bad/broken-line-of-json-costs-itself", test_broken_json);
  sol_import_fixture_add ("/import-bad/broken-element-costs-itself", test_broken_array);
  g_test_add_func ("/import-bad/wkt-is-strict", test_wkt);
  return g_test_run ();
}
