/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-json.h"
#include "sol-import-fixture.h"

#define STRUCTURE(pk, more)                                                      \
  "{\"model\":\"siaes.siae\",\"pk\":" pk ",\"fields\":{\"name\":\"Structure " pk \
  "\",\"kind\":\"EI\"," more "}}"

/* All in one file, tables after the structures that they are tied to. */
static const char fixture_text[] = "[" STRUCTURE (
    "1",
    "\"siret\":\"" SIRET_A "\",\"naf\":\"8121Z\",\"post_code\":\"84000\","
    "\"city\":\"Avignon\",\"department\":\"84\",\"email\":\"une@a.example\","
    "\"phone\":\"0400000000\",\"website\":\"https://a.example\","
    "\"coords\":\"SRID=4326;POINT (4.8e0 43.95)\","
    "\"api_entreprise_employees\":\"50 à 99 salariés\",\"ca\":650000,"
    "\"updated_at\":\"2020-12-18T10:40:16.387Z\"") ","
                                                   "{\"model\":\"siaes.siaeactivity\",\"pk\":9,"
                                                   "\"fields\":{\"siae\":1,\"sector\":5,"
                                                   "\"presta_type\":[\"PREST\"],\"geo_range\":"
                                                   "\"ZONES\",\"geo_range_custom_distance\":null,"
                                                   "\"locations\":[3,4]}},"
                                                   "{\"model\":\"siaes.siaeactivity\",\"pk\":10,"
                                                   "\"fields\":{\"siae\":1,\"sector\":6,"
                                                   "\"presta_type\":[\"DISP\"],\"geo_range\":"
                                                   "\"CUSTOM\",\"geo_range_custom_distance\":30,"
                                                   "\"locations\":[]}},"
                                                   "{\"model\":\"siaes.siaeactivity\",\"pk\":11,"
                                                   "\"fields\":{\"siae\":1,\"sector\":7,"
                                                   "\"presta_type\":[],\"geo_range\":\"COUNTRY\","
                                                   "\"locations\":[]}},"
                                                   "{\"model\":\"siaes.siaeoffer\",\"pk\":2,"
                                                   "\"fields\":{\"siae\":1,\"name\":\"Une "
                                                   "offre\"}},"
                                                   "{\"model\":\"siaes.siaeclientreference\","
                                                   "\"pk\":2,\"fields\":{\"siae\":1,\"name\":"
                                                   "\"ABC\"}},"
                                                   "{\"model\":\"siaes.siaelabel\",\"pk\":2,"
                                                   "\"fields\":{\"siae\":1,\"label\":1}},"
                                                   "{\"model\":\"siaes.siae_networks\",\"fields\":{"
                                                   "\"siae\":1,\"network\":1}},"
                                                   "{\"model\":\"networks.network\",\"pk\":1,"
                                                   "\"fields\":{\"slug\":\"unapei\"}},"
                                                   "{\"model\":\"labels.label\",\"pk\":1,"
                                                   "\"fields\":{\"slug\":\"rge\"}},"
                                                   "{\"model\":\"perimeters.perimeter\",\"pk\":3,"
                                                   "\"fields\":{\"kind\":\"CITY\","
                                                   "\"insee_code\":\"84007\"}},"
                                                   "{\"model\":\"perimeters.perimeter\",\"pk\":4,"
                                                   "\"fields\":{\"kind\":\"REGION\","
                                                   "\"insee_code\":\"R93\"}},"
                                                   "{\"model\":\"sectors.sector\",\"pk\":5,"
                                                   "\"fields\":{\"slug\":\"agriculture\"}},"
                                                   "{\"model\":\"sectors.sector\",\"pk\":6,"
                                                   "\"fields\":{\"slug\":\"accueil-hotline\"}},"
                                                   "{\"model\":\"sectors.sector\",\"pk\":7,"
                                                   "\"fields\":{\"slug\":\"inconnu-ici\"}}]";

static void
assert_json (JsonObject *doc, const char *field, const char *expected)
{
  GString *text = g_string_new (NULL);

  g_assert_true (json_object_has_member (doc, field));
  sol_json_print (json_object_get_member (doc, field), text);
  g_assert_cmpstr (text->str, ==, expected);
  g_string_free (text, TRUE);
}

static void
test_ties (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "le-marche", fixture_text);
  g_autoptr (SolImportReport) again = sol_import_fixture_run (fixture, "le-marche", fixture_text);
  g_autoptr (JsonObject) doc = sol_import_fixture_load_doc (fixture, "le-marche", "1");

  sol_import_fixture_assert_report (report, "1 0 0 0 0");
  sol_import_fixture_assert_told (report, "1 code-unknown sectors/inconnu-ici\n");
  sol_import_fixture_assert_report (again, "0 0 1 0 0");
  assert_json (doc, "activities",
               "[{\"id\":\"a9\",\"sector\":\"agriculture\",\"modes\":[\"PREST\"],"
               "\"reach\":\"ZONES\",\"zones\":[\"commune:84007\",\"region:93\"]},"
               "{\"id\":\"a10\",\"sector\":\"accueil\",\"modes\":[\"DISP\"],"
               "\"reach\":\"CUSTOM\",\"radius_km\":30}]");
  assert_json (doc, "networks", "[\"unapei\"]");
  assert_json (doc, "labels", "[{\"id\":\"l2\",\"label\":\"rge\"}]");
  assert_json (doc, "offers", "[{\"id\":\"o2\",\"title\":\"Une offre\"}]");
  assert_json (doc, "references", "[{\"id\":\"r2\",\"name\":\"ABC\"}]");
}

static void
test_fields (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "le-marche", fixture_text);
  g_autoptr (JsonObject) doc = sol_import_fixture_load_doc (fixture, "le-marche", "1");

  g_assert_cmpuint (report->n[SOL_IMPORT_CREATED], ==, 1);
  assert_json (doc, "naf", "\"81.21Z\"");
  assert_json (doc, "staff_bracket", "\"21\"");
  assert_json (doc, "commune", "\"84007\"");
  assert_json (doc, "place", "{\"lat\":43.95,\"lon\":4.8}");
  assert_json (doc, "updated_at", "\"2020-12-18T10:40:16Z\"");
  assert_json (doc, "website", "\"https://a.example\"");
  assert_json (doc, "figures",
               "[{\"id\":\"turnover\",\"measure\":\"turnover\",\"value\":65000000,"
               "\"source\":\"Le Marché de l’inclusion\"}]");
  g_assert_false (json_object_has_member (doc, "email"));
  g_assert_false (json_object_has_member (doc, "phone"));
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "supplier_contact"), ==, 1);
}

static void
test_points (SolImportFixture *fixture, gconstpointer unused)
{
  static const char *const points[] = { "\"SRID=4326;POINT (48.88 2.43)\"",
                                        "\"SRID=4326;POINT (-74 40.7)\"",
                                        "\"SRID=2154;POINT (652469 6862035)\"",
                                        "\"SRID=4326;POINT (2.4e-05 45.0)\"", "null" };
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (SolImportReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_string_append_printf (text,
                            "%s\n{\"model\":\"siaes.siae\",\"pk\":%u,\"fields\":"
                            "{\"name\":\"S\",\"kind\":\"EI\",\"coords\":%s}}",
                            i == 0 ? "" : ",", i + 1, points[i]);
  g_string_append (text, "\n]");
  report = sol_import_fixture_run (fixture, "le-marche", text->str);
  sol_import_fixture_assert_report (report, "5 0 0 0 0");
  sol_import_fixture_assert_told (report, "2 place-swapped 2.43, 48.88\n"
                                          "3 place-elsewhere 40.7, -74\n"
                                          "4 place-wrong SRID=2154;POINT (652469 6862035)\n");
}

static void
test_inactive (SolImportFixture *fixture, gconstpointer unused)
{
  g_autoptr (SolImportReport) report = sol_import_fixture_run (
      fixture, "le-marche", "[" STRUCTURE ("1", "\"is_active\":false") "]");

  sol_import_fixture_assert_report (report, "0 0 0 1 0");
  sol_import_fixture_assert_told (report, "1 ceased \n");
}

static void
test_code_that_is_none (SolImportFixture *fixture, gconstpointer unused)
{
  g_autofree char *slug = g_strnfill (81, 'x');
  g_autofree char *text = g_strdup_printf (
      "[" STRUCTURE ("1", "\"is_active\":true") ",{\"model\":\"siaes.siae_networks\",\"fields\":"
                                                "{\"siae\":1,\"network\":1}},{\"model\":\"networks."
                                                "network\",\"pk\":1,\"fields\":"
                                                "{\"slug\":\"%s\",\"name\":\"Réseau\"}}]",
      slug);
  g_autofree char *told = g_strdup_printf ("1 too-long code\n1 code-unknown networks/%.80s\n",
                                           slug);
  g_autoptr (SolImportReport) report = sol_import_fixture_run (fixture, "le-marche", text);
  g_autoptr (JsonObject) doc = sol_import_fixture_load_doc (fixture, "le-marche", "1");

  sol_import_fixture_assert_told (report, told);
  g_assert_cmpuint (sol_memory_target_count (fixture->target, "term"), ==, 0);
  g_assert_false (json_object_has_member (doc, "networks"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_import_fixture_add ("/import-siae/tables-are-joined-by-key", test_ties);
  sol_import_fixture_add ("/import-siae/fields-are-ours", test_fields);
  sol_import_fixture_add ("/import-siae/wrong-points-are-left-out", test_points);
  sol_import_fixture_add ("/import-siae/inactive-structure-is-refused", test_inactive);
  sol_import_fixture_add ("/import-siae/code-too-long-is-left-out", test_code_that_is_none);
  return g_test_run ();
}
