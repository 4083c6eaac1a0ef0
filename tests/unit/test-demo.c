/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "model/sol-table.h"
#include "model/sol-text.h"

#define MAX_REAL_COLUMNS 80

static JsonArray *suppliers;

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, "");
}

static JsonArray *
get_items (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

static guint
count_items (JsonObject *object, const char *name)
{
  JsonArray *items = get_items (object, name);

  return items == NULL ? 0 : json_array_get_length (items);
}

static void
assert_code (JsonObject *object, const char *field, const char *list)
{
  const char *code = get_text (object, field);

  if (json_object_has_member (object, field) && sol_referential_find (list, code) == NULL)
    g_error ("%s: no %s \"%s\"", get_text (object, "name"), list, code);
}

static void
assert_codes (JsonObject *object, const char *field, const char *list)
{
  for (guint i = 0; i < count_items (object, field); i++)
    g_assert_nonnull (
        sol_referential_find (list, json_array_get_string_element (get_items (object, field), i)));
}

static void
assert_item_codes (JsonObject *supplier, const char *items, const char *field, const char *list)
{
  for (guint i = 0; i < count_items (supplier, items); i++)
    {
      JsonObject *item = json_array_get_object_element (get_items (supplier, items), i);

      g_assert_true (json_object_has_member (item, field));
      assert_code (item, field, list);
    }
}

/* The key of Luhn, which ends SIREN and SIRET. */
static gboolean
has_key (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (digits[length - 1 - i] - '0') * (i % 2 == 0 ? 1 : 2);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return sum % 10 == 0;
}

static void
test_all_are_invented_and_plain_about_it (void)
{
  g_assert_cmpuint (json_array_get_length (suppliers), >=, 120);
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);
      const char *siret = get_text (supplier, "siret");
      const char *phone = get_text (supplier, "phone");
      const char *email = get_text (supplier, "email");
      const char *website = get_text (supplier, "website");

      g_test_message ("%s", get_text (supplier, "external_id"));
      g_assert_true (json_object_get_boolean_member (supplier, "invented"));
      g_assert_cmpuint (strlen (siret), ==, 14);
      g_assert_true (g_str_has_prefix (siret, "000")); /* a range that is never given */
      g_assert_true (has_key (siret, 9));
      g_assert_true (has_key (siret, 14));
      /* Kept by ARCEP for works of fiction. */
      g_assert_true (*phone == '\0' || g_str_has_prefix (phone, "04 65 71 "));
      g_assert_true (*email == '\0' || g_str_has_suffix (email, ".example.org"));
      g_assert_true (*website == '\0' || g_str_has_suffix (website, ".example.org/"));
    }
}

static void
test_codes_exist (void)
{
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);

      assert_code (supplier, "kind", "kinds");
      assert_code (supplier, "naf", "naf");
      assert_code (supplier, "legal_form", "legal-forms");
      assert_code (supplier, "staff_bracket", "staff-brackets");
      assert_codes (supplier, "networks", "networks");
      assert_item_codes (supplier, "activities", "sector", "sectors");
      assert_item_codes (supplier, "activities", "reach", "reaches");
      assert_item_codes (supplier, "figures", "measure", "measures");
      assert_item_codes (supplier, "labels", "label", "labels");
      assert_item_codes (supplier, "criteria", "criterion", "criteria");
      assert_item_codes (supplier, "criteria", "level", "levels");
      assert_item_codes (supplier, "environment", "practice", "environment-practices");
      for (guint j = 0; j < count_items (supplier, "activities"); j++)
        assert_codes (json_array_get_object_element (get_items (supplier, "activities"), j),
                      "modes", "modes");
    }
}

static void
test_places_agree (void)
{
  const char *const departments[] = { "04", "05", "06", "13", "83", "84" };
  guint n_in[G_N_ELEMENTS (departments)] = { 0 };

  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);
      const SolCommune *commune = sol_commune_find (get_text (supplier, "commune"));

      g_test_message ("%s", get_text (supplier, "external_id"));
      g_assert_true (sol_commune_match (get_text (supplier, "city"),
                                        get_text (supplier, "postcode")) == commune);
      g_assert_cmpstr (get_text (supplier, "department"), ==, commune->department);
      g_assert_cmpstr (get_text (supplier, "region"), ==, commune->region);
      for (guint j = 0; j < G_N_ELEMENTS (departments); j++)
        n_in[j] += strcmp (commune->department, departments[j]) == 0;
      if (json_object_has_member (supplier, "place"))
        {
          JsonObject *place = json_object_get_object_member (supplier, "place");

          g_assert_cmpfloat (sol_distance_km (json_object_get_double_member (place, "lat"),
                                              json_object_get_double_member (place, "lon"),
                                              commune->lat, commune->lon),
                             <, 12);
        }
    }
  for (guint j = 0; j < G_N_ELEMENTS (departments); j++)
    g_assert_cmpuint (n_in[j], >=, 10);
}

static void
assert_zone_exists (const char *zone)
{
  g_auto (GStrv) parts = g_strsplit (zone, ":", 2);

  g_test_message ("%s", zone);
  if (strcmp (parts[0], "commune") == 0)
    g_assert_nonnull (sol_commune_find (parts[1]));
  else if (strcmp (parts[0], "department") == 0)
    g_assert_nonnull (sol_referential_find ("departments", parts[1]));
  else if (strcmp (parts[0], "region") == 0)
    g_assert_nonnull (sol_referential_find ("regions", parts[1]));
  else if (strcmp (parts[0], "epci") == 0)
    g_assert_nonnull (sol_referential_find ("epcis", parts[1]));
  else
    g_assert_not_reached ();
}

static void
test_every_reach_is_there_and_whole (void)
{
  guint n_country = 0, n_custom = 0, n_zones = 0;

  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonArray *activities = get_items (json_array_get_object_element (suppliers, i),
                                         "activities");

      for (guint j = 0; j < json_array_get_length (activities); j++)
        {
          JsonObject *activity = json_array_get_object_element (activities, j);
          const char *reach = get_text (activity, "reach");
          gboolean custom = strcmp (reach, "CUSTOM") == 0;
          gboolean zones = strcmp (reach, "ZONES") == 0;

          g_assert_cmpint (custom, ==, json_object_has_member (activity, "radius_km"));
          g_assert_cmpint (zones, ==, count_items (activity, "zones") > 0);
          for (guint k = 0; k < count_items (activity, "zones"); k++)
            assert_zone_exists (json_array_get_string_element (get_items (activity, "zones"), k));
          n_custom += custom;
          n_zones += zones;
          n_country += strcmp (reach, "COUNTRY") == 0;
        }
    }
  g_assert_cmpuint (MIN (MIN (n_custom, n_zones), n_country), >, 20);
}

static void
assert_date (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);

  g_assert_cmpuint (strlen (text), ==, 10);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_assert_true (g_date_valid_dmy ((GDateDay) atoi (parts[2]), (GDateMonth) atoi (parts[1]),
                                   (GDateYear) atoi (parts[0])));
}

static void
test_practices_have_dated_proof (void)
{
  guint n_without = 0;

  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);

      n_without += count_items (supplier, "criteria") == 0;
      for (guint j = 0; j < count_items (supplier, "criteria"); j++)
        {
          JsonObject *line = json_array_get_object_element (get_items (supplier, "criteria"), j);
          guint n = count_items (line, "evidence");

          g_assert_true (n > 0 || atoi (get_text (line, "level")) < 2);
          for (guint k = 0; k < n; k++)
            assert_date (
                get_text (json_array_get_object_element (get_items (line, "evidence"), k), "on"));
        }
      if (json_object_has_member (supplier, "verified_on"))
        assert_date (get_text (supplier, "verified_on"));
    }
  /* Some say nothing, so that "not provided" is seen. */
  g_assert_cmpuint (n_without, >, 5);
}

static void
test_one_siret_bears_two_kinds (void)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_pairs = 0;

  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);
      char *siret = (char *) get_text (supplier, "siret");
      const char *other = g_hash_table_lookup (kinds, siret);

      if (other != NULL)
        {
          g_assert_cmpstr (other, !=, get_text (supplier, "kind"));
          n_pairs++;
        }
      g_hash_table_insert (kinds, siret, (char *) get_text (supplier, "kind"));
      g_assert_true (g_hash_table_add (ids, (char *) get_text (supplier, "external_id")));
    }
  g_assert_cmpuint (n_pairs, ==, 1);
}

static void
assert_picture_is_there (JsonObject *blob)
{
  const char *name = get_text (blob, "name");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo", "pictures",
                                                 name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_test_message ("%s", name);
  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
  g_assert_cmpstr (get_text (blob, "hash"), ==, hash);
  g_assert_cmpint (json_object_get_int_member (blob, "size"), ==, (gint64) size);
}

static void
test_pictures_are_there (void)
{
  guint n_logos = 0, n_images = 0;

  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);
      JsonArray *images = get_items (supplier, "images");

      if (json_object_has_member (supplier, "logo"))
        {
          assert_picture_is_there (json_object_get_object_member (supplier, "logo"));
          n_logos++;
        }
      for (guint j = 0; j < count_items (supplier, "images"); j++)
        {
          JsonObject *image = json_array_get_object_element (images, j);

          assert_picture_is_there (json_object_get_object_member (image, "picture"));
          g_assert_cmpuint (strlen (get_text (image, "caption")), >, 0);
          n_images++;
        }
    }
  g_assert_cmpuint (n_logos, >=, 5);
  g_assert_cmpuint (n_images, >=, 5);
}

static char *
squeeze (const char *name)
{
  char *folded = sol_text_fold (name);
  char *write = folded;

  for (const char *at = folded; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      *write++ = *at;
  *write = '\0';
  return folded;
}

static void
read_real_json (GHashTable *names, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "le-marche", "01_siaes.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *rows;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  rows = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *fields = json_object_get_object_member (json_array_get_object_element (rows, i),
                                                          "fields");

      g_hash_table_add (names, squeeze (get_text (fields, "name")));
      g_hash_table_add (names, squeeze (get_text (fields, "brand")));
    }
}

static void
read_real_csv (GHashTable *names, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ess-numerique", "structures.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  char *head[MAX_REAL_COLUMNS], *row[MAX_REAL_COLUMNS];
  char *at;
  guint n;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  at = text;
  n = sol_table_read_row (&at, head, MAX_REAL_COLUMNS);
  g_assert_cmpuint (n, <=, MAX_REAL_COLUMNS);
  while (sol_table_read_row (&at, row, n) > 0)
    for (guint i = 0; i < n; i++)
      if (strstr (head[i], "enrich") == NULL &&
          (g_str_has_prefix (head[i], "denomination") || g_str_has_prefix (head[i], "nom_")))
        g_hash_table_add (names, squeeze (row[i]));
}

static void
test_no_name_is_a_real_one (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *folder = g_getenv ("SOL_REAL_DATA");

  if (folder == NULL || *folder == '\0')
    {
      g_test_skip ("The folder of real records is not given (-Dreal_data=DIR)");
      return;
    }
  read_real_json (names, folder);
  read_real_csv (names, folder);
  g_assert_cmpuint (g_hash_table_size (names), >, 5000);
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *supplier = json_array_get_object_element (suppliers, i);
      g_autofree char *name = squeeze (get_text (supplier, "name"));

      g_test_message ("%s", name);
      g_assert_false (g_hash_table_contains (names, name));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo", "suppliers.json", NULL);
  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s", error->message);
  suppliers = json_node_get_array (json_parser_get_root (parser));
  g_test_add_func ("/demo/all-are-invented-and-plain-about-it",
                   test_all_are_invented_and_plain_about_it);
  g_test_add_func ("/demo/codes-exist", test_codes_exist);
  g_test_add_func ("/demo/places-agree", test_places_agree);
  g_test_add_func ("/demo/every-reach-is-there-and-whole", test_every_reach_is_there_and_whole);
  g_test_add_func ("/demo/practices-have-dated-proof", test_practices_have_dated_proof);
  g_test_add_func ("/demo/one-siret-bears-two-kinds", test_one_siret_bears_two_kinds);
  g_test_add_func ("/demo/pictures-are-there", test_pictures_are_there);
  g_test_add_func ("/demo/no-name-is-a-real-one", test_no_name_is_a_real_one);
  return g_test_run ();
}
