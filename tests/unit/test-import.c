/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/sol-import.h"
#include "sol-import-fixture.h"

static void
test_twice (SolImportFixture *fixture, gconstpointer unused)
{
  static const char text[] = HEADER "1;Atelier;EI;" SIRET_A ";84000;Avignon\n"
                                    "2;Jardin;ACI;" SIRET_B ";13001;Marseille\n";
  g_autoptr (SolImportReport)
      preview = sol_import_fixture_run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;

  sol_import_fixture_assert_report (preview, "2 0 0 0 0");
  g_assert_null (preview->import_id);
  g_assert_cmpuint (g_hash_table_size (fixture->target->docs), ==, 0);
  first = sol_import_fixture_run (fixture, "csv", text);
  sol_import_fixture_assert_report (first, "2 0 0 0 0");
  second = sol_import_fixture_run (fixture, "csv", text);
  sol_import_fixture_assert_report (second, "0 0 2 0 0");
  sol_import_fixture_assert_told (second, "");
  g_assert_cmpuint (fixture->target->n_puts, ==, 2);
}

static void
test_places (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (
      fixture, "csv",
      HEADER "1;Atelier;EI;" SIRET_A ";84000;AVIGNON CEDEX 9\n"
             "2;Jardin;ACI;" SIRET_B ";20000.0;Nullepart-sur-Rien\n"
             "3;Papeterie;EI;;4000;DIGNE LES BAINS\n4;Toits;EI;;97320;ST LAURENT DU MARONI\n");

  sol_import_fixture_assert_field (fixture, "csv", "1", "commune", "84007");
  sol_import_fixture_assert_field (fixture, "csv", "1", "department", "84");
  sol_import_fixture_assert_field (fixture, "csv", "1", "region", "93");
  sol_import_fixture_assert_told (report, "3 commune-unknown 20000 Nullepart-sur-Rien\n");
  sol_import_fixture_assert_field (fixture, "csv", "1", "city", "Avignon");
  sol_import_fixture_assert_field (fixture, "csv", "2", "postcode", "20000");
  sol_import_fixture_assert_field (fixture, "csv", "3", "postcode", "04000");
  sol_import_fixture_assert_field (fixture, "csv", "3", "city", "Digne-les-Bains");
  sol_import_fixture_assert_field (fixture, "csv", "4", "city", "Saint-Laurent-du-Maroni");
  sol_import_fixture_assert_field (fixture, "csv", "4", "department", "973");
}

/* Codes are a set: in another order they say the same. */
static void
test_order_of_codes (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) first = sol_import_fixture_run (
      fixture, "json",
      "{\"external_id\":\"1\",\"name\":\"A\",\"kind\":\"EA\",\"networks\":[\"unea\",\"unapei\"]}");
  g_autoptr (SolImportReport) second = sol_import_fixture_run (
      fixture, "json",
      "{\"external_id\":\"1\",\"name\":\"A\",\"kind\":\"EA\",\"networks\":[\"unapei\",\"unea\"]}");

  sol_import_fixture_assert_report (first, "1 0 0 0 0");
  sol_import_fixture_assert_report (second, "0 0 1 0 0");
}

static void
test_lines_end_as_here (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (
      fixture, "csv", "external_id;name;kind;description\r\n1;A;EI;\"Une\r\ndeux\r\n\"\r\n");

  sol_import_fixture_assert_report (report, "1 0 0 0 0");
  sol_import_fixture_assert_field (fixture, "csv", "1", "description", "Une\ndeux");
}

static void
test_two_kinds (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (
      fixture, "csv", HEADER "1;Atelier;EI;" SIRET_A ";;\n2;Chantier;ACI;" SIRET_A ";;\n");

  sol_import_fixture_assert_report (report, "2 0 0 0 0");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 2);
}

static void
test_same_twice_in_file (SolImportFixture *fixture, gconstpointer unused)
{
  static const char text[] = HEADER "1;Atelier;EI;" SIRET_A ";;\n"
                                    "2;Autre nom;EI;" SIRET_A ";;\n"
                                    "1;Autre encore;ACI;" SIRET_B ";;\n";
  g_autoptr (SolImportReport)
      preview = sol_import_fixture_run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "csv", text);

  sol_import_fixture_assert_report (preview, "1 0 0 0 2");
  sol_import_fixture_assert_report (report, "1 0 0 0 2");
  sol_import_fixture_assert_told (report, "3 same-structure 2\n4 same-key 2\n");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "Atelier");
}

static void
test_without_kind (SolImportFixture *fixture, gconstpointer unused)
{
  static const char text[] = "external_id;name;kind;siret;website\n"
                             "1;Atelier;EI;" SIRET_A ";\n"
                             ";Atelier tel que le registre le nomme;;" SIRET_A
                             ";https://a.example\n"
                             ";Inconnue;;" SIRET_B ";\n";
  g_autoptr (SolImportReport)
      preview = sol_import_fixture_run_bytes (fixture, "csv", text, -1, TRUE);
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "csv", text);
  g_autoptr (SolImportReport) again = sol_import_fixture_run (fixture, "csv", text);
  g_autoptr (SolImportReport) several = NULL;

  sol_import_fixture_assert_report (preview, "1 1 0 0 1");
  sol_import_fixture_assert_report (report, "1 1 0 0 1");
  sol_import_fixture_assert_told (report, "4 kind-unknown " SIRET_B "\n");
  sol_import_fixture_assert_report (again, "0 0 2 0 1");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "Atelier");
  sol_import_fixture_assert_field (fixture, "csv", "1", "website", "https://a.example");

  several = sol_import_fixture_run (fixture, "csv",
                                    "name;kind;siret\nB;ACI;" SIRET_A "\nC;;" SIRET_A "\n");
  sol_import_fixture_assert_told (several, "3 kind-several 2/" SIRET_A "\n");
}

/* A file of another source fills what is empty and touches nothing else. */
static void
test_other_source (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      first = sol_import_fixture_run (fixture, "csv",
                                      "source;external_id;name;kind;siret;address;postcode;city\n"
                                      "une;1;Atelier;EI;" SIRET_A ";1 rue A;84000;Avignon\n");
  g_autoptr (SolImportReport) second = sol_import_fixture_run (
      fixture, "csv",
      "source;external_id;name;kind;siret;address;postcode;city;phone\n"
      "deux;x;ATELIER;EI;" SIRET_A ";9 rue B;13001;Marseille;0400000000\n");

  sol_import_fixture_assert_report (first, "1 0 0 0 0");
  sol_import_fixture_assert_report (second, "0 1 0 0 0");
  sol_import_fixture_assert_field (fixture, "une", "1", "name", "Atelier");
  sol_import_fixture_assert_field (fixture, "une", "1", "city", "Avignon");
  sol_import_fixture_assert_field (fixture, "une", "1", "phone", "0400000000");
}

/* Without a source, a key of another enterprise is another's key. */
static void
test_weak_key (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      first = sol_import_fixture_run (fixture, "csv", HEADER "1;A;EI;" SIRET_A ";;\n");
  g_autoptr (SolImportReport)
      second = sol_import_fixture_run (fixture, "csv", HEADER "1;B;EI;" SIRET_B ";;\n");

  sol_import_fixture_assert_report (second, "0 0 0 0 1");
  sol_import_fixture_assert_told (second, "2 key-elsewhere 1\n");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "A");
}

static void
test_update_keeps_the_rest (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) first = sol_import_fixture_run (
      fixture, "csv", "external_id;name;kind;phone\n1;A;EI;0400000000\n");
  g_autoptr (SolImportReport) second = sol_import_fixture_run (
      fixture, "csv", "external_id;name;kind;phone\n1;A bis;EI;\n");

  sol_import_fixture_assert_report (second, "0 1 0 0 0");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "A bis");
  sol_import_fixture_assert_field (fixture, "csv", "1", "phone", "0400000000");
}

static void
test_undo (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport)
      first = sol_import_fixture_run (fixture, "csv", HEADER "1;A;EI;" SIRET_A ";;\n");
  g_autoptr (SolImportReport) second = sol_import_fixture_run (
      fixture, "csv", HEADER "1;A bis;EI;" SIRET_A ";;\n2;B;EI;" SIRET_B ";;\n3;C;EI;;;\n");
  const SolImportTarget *target = &fixture->target->target;
  g_autofree char *id = NULL;
  g_autoptr (SolImportReport) undone = NULL;
  g_autoptr (SolImportReport) again = NULL;

  id = target->find_external (target->user_data, "csv", "3", NULL);
  sol_memory_target_set (fixture->target, "supplier", id,
                         "{\"name\":\"C, corrigé\",\"source\":\"csv\",\"external_id\":\"3\"}");
  g_assert_true (sol_import_undo (target, second->import_id, &undone, &fixture->error));
  sol_import_fixture_assert_report (undone, "1 1 1 0 0");
  sol_import_fixture_assert_told (undone, "4 changed-since \n");
  sol_import_fixture_assert_field (fixture, "csv", "1", "name", "A");
  sol_import_fixture_assert_field (fixture, "csv", "3", "name", "C, corrigé");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier"), ==, 2);

  g_assert_false (sol_import_undo (target, second->import_id, &again, &fixture->error));
  g_assert_error (fixture->error, SOL_IMPORT_ERROR, SOL_IMPORT_ERROR_NO_UNDO);
  g_clear_error (&fixture->error);
}

static void
test_contact (SolImportFixture *fixture, gconstpointer unused)
{
  static const char text[] = "external_id;name;kind;contact_name;contact_email;contact_phone\n"
                             "1;A;EI;Une Personne;une@a.example;0400000000\n";
  g_autoptr (SolImportReport) first = sol_import_fixture_run (fixture, "csv", text);
  g_autoptr (SolImportReport) second = sol_import_fixture_run (fixture, "csv", text);
  g_autoptr (JsonObject) doc = sol_import_fixture_load_doc (fixture, "csv", "1");

  sol_import_fixture_assert_report (second, "0 0 1 0 0");
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier_contact"), ==, 1);
  g_assert_false (json_object_has_member (doc, "email"));
  g_assert_false (json_object_has_member (doc, "contact_name"));
}

static void
test_template (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "help",
                                            "import-template.csv", NULL);
  g_autoptr (SolImportReport) report = NULL;

  sol_import_run ("csv", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &report,
                  &fixture->error);
  g_assert_no_error (fixture->error);
  sol_import_fixture_assert_told (report, "");
  sol_import_fixture_assert_report (report, "2 0 0 0 0");
  g_assert_cmpstr (sol_import_guess_format (path, NULL), ==, "csv");
}

static void
test_demo (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "demo",
                                            "suppliers.json", NULL);
  g_autoptr (SolImportReport) first = NULL;
  g_autoptr (SolImportReport) second = NULL;

  sol_import_run ("json", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &first,
                  &fixture->error);
  g_assert_no_error (fixture->error);
  sol_import_fixture_assert_told (first, "");
  g_assert_cmpuint (first->n[SOL_IMPORT_CREATED], >=, 120);
  sol_import_run ("json", path, &fixture->target->target, FALSE, NULL, NULL, NULL, &second,
                  &fixture->error);
  g_assert_cmpuint (second->n[SOL_IMPORT_UNCHANGED], ==, first->n[SOL_IMPORT_CREATED]);
  g_assert_cmpstr (sol_import_guess_format (path, NULL), ==, "json");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_import_fixture_add ("/import/twice-changes-nothing", test_twice);
  sol_import_fixture_add ("/import/commune-gives-department-and-region", test_places);
  sol_import_fixture_add ("/import/order-of-codes-is-no-change", test_order_of_codes);
  sol_import_fixture_add ("/import/lines-end-as-here", test_lines_end_as_here);
  sol_import_fixture_add ("/import/one-siret-two-kinds-are-two", test_two_kinds);
  sol_import_fixture_add ("/import/same-structure-twice-in-a-file-is-doubtful",
                          test_same_twice_in_file);
  sol_import_fixture_add ("/import/row-without-kind-completes-the-one-it-matches",
                          test_without_kind);
  sol_import_fixture_add ("/import/other-source-fills-what-is-empty", test_other_source);
  sol_import_fixture_add ("/import/key-without-source-holds-in-one-enterprise", test_weak_key);
  sol_import_fixture_add ("/import/empty-cell-erases-nothing", test_update_keeps_the_rest);
  sol_import_fixture_add ("/import/undo-leaves-what-changed-since", test_undo);
  sol_import_fixture_add ("/import/contact-is-a-record-of-members", test_contact);
  sol_import_fixture_add ("/import/template-imports", test_template);
  sol_import_fixture_add ("/import/demonstration-imports", test_demo);
  return g_test_run ();
}
