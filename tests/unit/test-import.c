/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/sol-import.h"
#include "exchange/sol-wkt.h"
#include "model/sol-json.h"
#include "sol-memory-target.h"

/* Invented numbers whose keys are right, and one whose key is wrong. */
#define SIRET_A "73282932000074"
#define SIRET_B "12345678200010"
#define SIRET_WRONG "73282932000075"

#define HEADER "external_id;name;kind;siret;postcode;city\n"

typedef struct
{
  SolMemoryTarget *target;
  char *path;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  int fd = g_file_open_tmp ("sol-import-XXXXXX", &fixture->path, NULL);

  g_close (fd, NULL);
  fixture->target = sol_memory_target_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_no_error (fixture->error);
  g_remove (fixture->path);
  g_free (fixture->path);
  sol_memory_target_free (fixture->target);
}

static SolImportReport *
run_bytes (Fixture *fixture, const char *format, const char *bytes, gssize length, gboolean preview)
{
  SolImportReport *report = NULL;

  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  sol_import_run (format, fixture->path, &fixture->target->target, preview, NULL, NULL, NULL,
                  &report, &fixture->error);
  g_assert_false (fixture->target->open);
  return report;
}

static SolImportReport *
run (Fixture *fixture, const char *format, const char *text)
{
  SolImportReport *report = run_bytes (fixture, format, text, -1, FALSE);

  g_assert_no_error (fixture->error);
  return report;
}

/* @expected: created, updated, unchanged, refused, doubtful. */
static void
assert_report (SolImportReport *report, const char *expected)
{
  g_autofree char *counts = g_strdup_printf ("%u %u %u %u %u", report->n[0], report->n[1],
                                             report->n[2], report->n[3], report->n[4]);

  g_assert_cmpstr (counts, ==, expected);
}

/* @expected: "LINE code arguments" of each thing told, in order, one a line. */
static void
assert_told (SolImportReport *report, const char *expected)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < report->lines->len; i++)
    {
      SolImportLine *line = report->lines->pdata[i];
      g_autofree char *arguments = g_strdelimit (g_strdup (line->arguments), "\037", '/');

      g_string_append_printf (told, "%u %s %s\n", line->line, line->why_code, arguments);
    }
  g_assert_cmpstr (told->str, ==, expected);
  g_string_free (told, TRUE);
}

static JsonObject *
load_doc (Fixture *fixture, const char *source, const char *external_id)
{
  const SolImportTarget *target = &fixture->target->target;
  g_autofree char *id = target->find_external (target->user_data, source, external_id, NULL);
  const char *text = id == NULL ? NULL : sol_memory_target_get (fixture->target, "supplier", id);
  g_autoptr (JsonNode) node = text == NULL ? NULL : sol_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

static void
assert_field (Fixture *fixture,
              const char *source,
              const char *key,
              const char *field,
              const char *expected)
{
  g_autoptr (JsonObject) doc = load_doc (fixture, source, key);

  g_assert_cmpstr (json_object_get_string_member_with_default (doc, field, NULL), ==, expected);
}

static void
assert_fails (Fixture *fixture,
              const char *format,
              const char *text,
              SolImportError code,
              const char *with)
{
  g_autoptr (SolImportReport) report = run_bytes (fixture, format, text, -1, FALSE);

  g_assert_error (fixture->error, SOL_IMPORT_ERROR, (int) code);
  g_assert_nonnull (strstr (fixture->error->message, with));
  g_clear_error (&fixture->error);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_twice (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = HEADER "1;Atelier;EI;" SIRET_A ";84000;Avignon\n"
                                    "2;Jardin;ACI;" SIRET_B ";13001;Marseille\n";
  g_autoptr (SolImportReport) preview = run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;

  assert_report (preview, "2 0 0 0 0");
  g_assert_null (preview->import_id);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
  first = run (fixture, "csv", text);
  assert_report (first, "2 0 0 0 0");
  second = run (fixture, "csv", text);
  assert_report (second, "0 0 2 0 0");
  assert_told (second, "");
  g_assert_cmpuint (fixture->target->n_puts, ==, 2);
}

static void
test_places (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      report = run (fixture, "csv",
                    HEADER "1;Atelier;EI;" SIRET_A ";84000;AVIGNON CEDEX 9\n"
                           "2;Jardin;ACI;" SIRET_B ";20000.0;Nullepart-sur-Rien\n");

  assert_field (fixture, "csv", "1", "commune", "84007");
  assert_field (fixture, "csv", "1", "department", "84");
  assert_field (fixture, "csv", "1", "region", "93");
  assert_told (report, "3 commune-unknown 20000.0 Nullepart-sur-Rien\n3 too-long postcode\n");
}

static void
test_two_kinds (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = run (
      fixture, "csv", HEADER "1;Atelier;EI;" SIRET_A ";;\n2;Chantier;ACI;" SIRET_A ";;\n");

  assert_report (report, "2 0 0 0 0");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 2);
}

static void
test_same_twice_in_file (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = HEADER "1;Atelier;EI;" SIRET_A ";;\n"
                                    "2;Autre nom;EI;" SIRET_A ";;\n"
                                    "1;Autre encore;ACI;" SIRET_B ";;\n";
  g_autoptr (SolImportReport) preview = run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) report = run (fixture, "csv", text);

  assert_report (preview, "1 0 0 0 2");
  assert_report (report, "1 0 0 0 2");
  assert_told (report, "3 same-structure 2\n4 same-key 2\n");
  assert_field (fixture, "csv", "1", "name", "Atelier");
}

static void
test_wrong_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) doc = NULL;
  g_autoptr (SolImportReport)
      first = run (fixture, "csv", HEADER "1;Atelier;EI;" SIRET_WRONG ";;\n2;Court;EI;123;;\n");
  g_autoptr (SolImportReport) second = NULL;

  assert_report (first, "2 0 0 0 0");
  assert_told (first, "2 siret-fault " SIRET_WRONG "\n3 siret-wrong 123\n");
  g_assert_cmpuint (first->n_siret_faults, ==, 1);
  doc = load_doc (fixture, "csv", "1");
  g_assert_true (json_object_get_boolean_member (doc, "siret_fault"));
  assert_field (fixture, "csv", "1", "siret", SIRET_WRONG);

  second = run (fixture, "csv", HEADER "1;Atelier;EI;" SIRET_A ";;\n");
  assert_report (second, "0 1 0 0 0");
  json_object_unref (doc);
  doc = load_doc (fixture, "csv", "1");
  g_assert_false (json_object_has_member (doc, "siret_fault"));
}

static void
test_without_kind (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "external_id;name;kind;siret;website\n"
                             "1;Atelier;EI;" SIRET_A ";\n"
                             ";Atelier tel que le registre le nomme;;" SIRET_A
                             ";https://a.example\n"
                             ";Inconnue;;" SIRET_B ";\n";
  g_autoptr (SolImportReport) preview = run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) report = run (fixture, "csv", text);
  g_autoptr (SolImportReport) again = run (fixture, "csv", text);
  g_autoptr (SolImportReport) several = NULL;

  assert_report (preview, "1 1 0 0 1");
  assert_report (report, "1 1 0 0 1");
  assert_told (report, "4 kind-unknown " SIRET_B "\n");
  assert_report (again, "0 0 2 0 1");
  assert_field (fixture, "csv", "1", "name", "Atelier");
  assert_field (fixture, "csv", "1", "website", "https://a.example");

  several = run (fixture, "csv", "name;kind;siret\nB;ACI;" SIRET_A "\nC;;" SIRET_A "\n");
  assert_told (several, "3 kind-several 2/" SIRET_A "\n");
}

/* A file of another source fills what is empty and touches nothing else. */
static void
test_other_source (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      first = run (fixture, "csv",
                   "source;external_id;name;kind;siret;address;postcode;city\n"
                   "une;1;Atelier;EI;" SIRET_A ";1 rue A;84000;Avignon\n");
  g_autoptr (SolImportReport)
      second = run (fixture, "csv",
                    "source;external_id;name;kind;siret;address;postcode;city;phone\n"
                    "deux;x;ATELIER;EI;" SIRET_A ";9 rue B;13001;Marseille;0400000000\n");

  assert_report (first, "1 0 0 0 0");
  assert_report (second, "0 1 0 0 0");
  assert_field (fixture, "une", "1", "name", "Atelier");
  assert_field (fixture, "une", "1", "city", "Avignon");
  assert_field (fixture, "une", "1", "phone", "0400000000");
}

/* Without a source, a key of another enterprise is another's key. */
static void
test_weak_key (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) first = run (fixture, "csv", HEADER "1;A;EI;" SIRET_A ";;\n");
  g_autoptr (SolImportReport) second = run (fixture, "csv", HEADER "1;B;EI;" SIRET_B ";;\n");

  assert_report (second, "0 0 0 0 1");
  assert_told (second, "2 key-elsewhere 1\n");
  assert_field (fixture, "csv", "1", "name", "A");
}

static void
test_update_keeps_the_rest (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      first = run (fixture, "csv", "external_id;name;kind;phone\n1;A;EI;0400000000\n");
  g_autoptr (SolImportReport)
      second = run (fixture, "csv", "external_id;name;kind;phone\n1;A bis;EI;\n");

  assert_report (second, "0 1 0 0 0");
  assert_field (fixture, "csv", "1", "name", "A bis");
  assert_field (fixture, "csv", "1", "phone", "0400000000");
}

static void
test_bad_fields (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *long_site = g_strnfill (600, 's');
  g_autofree char *text = g_strdup_printf ("external_id;name;kind;website;year;naf\n"
                                           "1;A;EI;%s;bientôt;99.99X\n"
                                           "2;%s;EI;;;\n"
                                           "3;;EI;;;\n"
                                           ";Sans rien;EI;;;\n",
                                           long_site, long_name);
  g_autoptr (SolImportReport) report = run (fixture, "csv", text);

  assert_report (report, "1 0 0 3 0");
  assert_told (report, "2 code-unknown naf/99.99X\n"
                       "2 value-wrong year/bientôt\n"
                       "2 too-long website\n"
                       "3 no-name \n"
                       "4 no-name \n"
                       "5 no-identity \n");
}

static void
test_bad_lines (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SolImportReport) report = NULL;

  g_string_append (text, "1;A;EI;;;\n");
  g_string_append_printf (text, "2;%s;EI;;;\n", huge);
  g_string_append_len (text, "3;B\0B;EI;;;\n", 12);
  g_string_append (text, "4;trop court\n5;C;EI;;;;trop;long\n6;\"ouvert;EI;;;\n\n7;D;EI;;;\n8;E;E");
  report = run_bytes (fixture, "csv", text->str, (gssize) text->len, FALSE);

  g_assert_no_error (fixture->error);
  assert_report (report, "2 0 0 6 0");
  assert_told (report, "3 too-long-line 1\n"
                       "4 nul \n"
                       "5 too-few-cells 2/6\n"
                       "6 too-many-cells 8/6\n"
                       "7 bad-quote \n"
                       "10 cut 3/6\n");
}

static void
test_bad_files (Fixture *fixture, gconstpointer unused)
{
  assert_fails (fixture, "csv", "kind;siret\nEI;" SIRET_A "\n", SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                "name");
  assert_fails (fixture, "csv", "", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "empty");
  assert_fails (fixture, "ess-csv", "denomination\nx\n", SOL_IMPORT_ERROR_NOT_THE_FORMAT,
                "siret_siege");
  assert_fails (fixture, "json", "<html>", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "Line 1");
  assert_fails (fixture, "le-marche", "[]", SOL_IMPORT_ERROR_NOT_THE_FORMAT, "siaes.siae");
  assert_fails (fixture, "xml", "", SOL_IMPORT_ERROR_UNKNOWN_FORMAT, "xml");
}

static void
test_utf16 (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (SolImportReport) report = NULL;

  bytes = g_convert ("\357\273\277Clé;Nom;Type de structure;Ville;Code postal\n"
                     "1;Œuvre d’été;Entreprise d’insertion;Apt;84400\n",
                     -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  report = run_bytes (fixture, "csv", bytes, (gssize) length, FALSE);
  g_assert_no_error (fixture->error);
  assert_report (report, "1 0 0 0 0");
  assert_told (report, "");
  assert_field (fixture, "csv", "1", "name", "Œuvre d’été");
  assert_field (fixture, "csv", "1", "kind", "EI");
  assert_field (fixture, "csv", "1", "commune", "84003");
}

static void
test_undo (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) first = run (fixture, "csv", HEADER "1;A;EI;" SIRET_A ";;\n");
  g_autoptr (SolImportReport) second = run (
      fixture, "csv", HEADER "1;A bis;EI;" SIRET_A ";;\n2;B;EI;" SIRET_B ";;\n3;C;EI;;;\n");
  const SolImportTarget *target = &fixture->target->target;
  g_autofree char *id = NULL;
  g_autoptr (SolImportReport) undone = NULL;
  g_autoptr (SolImportReport) again = NULL;

  id = target->find_external (target->user_data, "csv", "3", NULL);
  sol_memory_target_set (fixture->target, "supplier", id,
                         "{\"name\":\"C, corrigé\",\"source\":\"csv\",\"external_id\":\"3\"}");
  g_assert_true (sol_import_undo (target, second->import_id, &undone, &fixture->error));
  assert_report (undone, "1 1 1 0 0");
  assert_told (undone, "4 changed-since \n");
  assert_field (fixture, "csv", "1", "name", "A");
  assert_field (fixture, "csv", "3", "name", "C, corrigé");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 2);

  g_assert_false (sol_import_undo (target, second->import_id, &again, &fixture->error));
  g_assert_error (fixture->error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NO_UNDO);
  g_clear_error (&fixture->error);
}

/* The target fails in the second batch: the first stays and can be undone. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (SolImportReport) report = NULL;
  g_autoptr (SolImportReport) undone = NULL;

  for (guint i = 0; i < 900; i++)
    g_string_append_printf (text, "%u;Structure %u;EI;;;\n", i + 1, i);
  fixture->target->fail_after = 700;
  report = run_bytes (fixture, "csv", text->str, -1, FALSE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_clear_error (&fixture->error);
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 500);
  fixture->target->fail_after = 0;
  g_assert_true (
      sol_import_undo (&fixture->target->target, report->import_id, &undone, &fixture->error));
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
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
test_contact (Fixture *fixture, gconstpointer unused)
{
  static const char text[] = "external_id;name;kind;contact_name;contact_email;contact_phone\n"
                             "1;A;EI;Une Personne;une@a.example;0400000000\n";
  g_autoptr (SolImportReport) first = run (fixture, "csv", text);
  g_autoptr (SolImportReport) second = run (fixture, "csv", text);
  g_autoptr (JsonObject) doc = load_doc (fixture, "csv", "1");

  assert_report (second, "0 0 1 0 0");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier_contact"), ==, 1);
  g_assert_false (json_object_has_member (doc, "email"));
  g_assert_false (json_object_has_member (doc, "contact_name"));
}

static void
test_template (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "help",
                                            "import-template.csv", NULL);
  g_autoptr (SolImportReport) report = NULL;

  sol_import_run ("csv", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &report,
                  &fixture->error);
  g_assert_no_error (fixture->error);
  assert_told (report, "");
  assert_report (report, "2 0 0 0 0");
  g_assert_cmpstr (sol_import_guess_format (path), ==, "csv");
}

static void
test_demo (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "demo",
                                            "suppliers.json", NULL);
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;

  sol_import_run ("json", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &first,
                  &fixture->error);
  g_assert_no_error (fixture->error);
  assert_told (first, "");
  g_assert_cmpuint (first->n[SOL_IMPORT_CREATED], >=, 120);
  sol_import_run ("json", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &second,
                  &fixture->error);
  g_assert_cmpuint (second->n[SOL_IMPORT_UNCHANGED], ==, first->n[SOL_IMPORT_CREATED]);
  g_assert_cmpstr (sol_import_guess_format (path), ==, "json");
}

static void
test_broken_json (Fixture *fixture, gconstpointer unused)
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
  g_autoptr (SolImportReport) report = run (fixture, "json", lines);

  assert_report (report, "3 0 0 4 0");
  assert_told (report, "2 broken-json \n3 broken-json \n4 broken-json \n"
                       "5 value-wrong year/deux mille\n6 broken-json \n");
}

/* An element of an array that never closes costs itself, not those after it. */
static void
test_broken_array (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = run (
      fixture, "json",
      "[\n  {\n    \"external_id\": \"1\",\n    \"name\": \"A\",\n    \"kind\": \"EI\"\n  },\n"
      "  {\n    \"external_id\": \"2\",\n    \"offers\": [ {\n  },\n"
      "  {\n    \"external_id\": \"3\",\n    \"name\": \"C\",\n    \"kind\": \"EI\"\n  }\n]\n");

  assert_report (report, "2 0 0 1 0");
  assert_told (report, "7 broken-json \n");
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

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/import/twice-changes-nothing", test_twice);
  add ("/import/commune-gives-department-and-region", test_places);
  add ("/import/one-siret-two-kinds-are-two", test_two_kinds);
  add ("/import/same-structure-twice-in-a-file-is-doubtful", test_same_twice_in_file);
  add ("/import/wrong-siret-key-is-kept-and-flagged", test_wrong_key);
  add ("/import/row-without-kind-completes-the-one-it-matches", test_without_kind);
  add ("/import/other-source-fills-what-is-empty", test_other_source);
  add ("/import/key-without-source-holds-in-one-enterprise", test_weak_key);
  add ("/import/empty-cell-erases-nothing", test_update_keeps_the_rest);
  add ("/import/bad-field-costs-itself", test_bad_fields);
  add ("/import/bad-line-costs-itself", test_bad_lines);
  add ("/import/file-of-another-format-is-told", test_bad_files);
  add ("/import/utf16-with-french-headers", test_utf16);
  add ("/import/undo-leaves-what-changed-since", test_undo);
  add ("/import/full-disk-leaves-whole-batches", test_full_disk);
  add ("/import/cancelled-writes-nothing", test_cancelled);
  add ("/import/contact-is-a-record-of-members", test_contact);
  add ("/import/template-imports", test_template);
  add ("/import/demonstration-imports", test_demo);
  add ("/import/broken-line-of-json-costs-itself", test_broken_json);
  add ("/import/broken-element-costs-itself", test_broken_array);
  g_test_add_func ("/import/wkt-is-strict", test_wkt);
  return g_test_run ();
}
