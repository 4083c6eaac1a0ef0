/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-listing.h"
#include "model/sol-replaced.h"

static const char before[] =
    "{\"name\": \"Semailles\", \"brand\": \"Une\", \"networks\": [\"chantier-ecole\"], \"state\": "
    "\"draft\", \"activities\": [{\"id\": \"a\", \"at\": \"i\", \"sector\": \"bread\"}, {\"id\": "
    "\"b\", \"at\": \"n\", \"sector\": \"catering\"}], \"criteria\": [{\"id\": \"1\", \"at\": "
    "\"i\", "
    "\"criterion\": \"1\", \"answers\": [{\"id\": \"q\", \"at\": \"i\", \"level\": \"started\", "
    "\"note\": \"Avant\"}]}]}";
static const char after[] =
    "{\"name\": \"Semailles\", \"networks\": [\"chantier-ecole\", \"coorace\"], \"siret\": "
    "\"73282932000074\", \"state\": \"submitted\", \"activities\": [{\"id\": \"b\", \"at\": \"n\", "
    "\"sector\": \"bread\"}, {\"id\": \"c\", \"at\": \"r\", \"sector\": \"bread\"}], \"criteria\": "
    "[{\"id\": \"1\", \"at\": \"i\", \"criterion\": \"1\", \"level\": \"started\", \"answers\": "
    "[{\"id\": \"q\", \"at\": \"i\", \"level\": \"started\", \"note\": \"Après\"}]}]}";

static SolRecord *
load (const char *doc)
{
  g_autoptr (GError) error = NULL;
  SolRecord *record = sol_record_new_from_text (SOL_TYPE_LISTING, 0, "a", "org:b", 1, doc, &error);

  g_assert_no_error (error);
  return record;
}

static const char *
get_path (JsonArray *parts, guint index)
{
  return json_object_get_string_member (json_array_get_object_element (parts, index), "path");
}

static JsonNode *
get_before (JsonArray *parts, guint index)
{
  return json_object_get_member (json_array_get_object_element (parts, index), "before");
}

static void
test_each_part_is_told_once (void)
{
  static const char *const paths[] = { "brand",
                                       "siret",
                                       "networks",
                                       "activities/a",
                                       "activities/c",
                                       "activities/b/sector",
                                       "criteria/1/answers/q/note" };
  g_autoptr (SolRecord) first = load (before);
  g_autoptr (SolRecord) second = load (after);
  g_autoptr (JsonArray) parts = sol_replaced_list (first, second);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) told = NULL;

  for (guint i = 0; i < json_array_get_length (parts); i++)
    g_strv_builder_add (builder, get_path (parts, i));
  told = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (told), ==, G_N_ELEMENTS (paths));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_true (g_strv_contains ((const char *const *) told, paths[i]));
}

/* All of it put back is what it was, but for what rules write. */
static void
test_put_back_is_what_it_was (void)
{
  g_autoptr (SolRecord) first = load (before);
  g_autoptr (SolRecord) second = load (after);
  g_autoptr (JsonArray) parts = sol_replaced_list (first, second);
  g_autoptr (JsonArray) left = NULL;

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      guint index;

      g_assert_true (sol_replaced_put_back (second, get_path (parts, i), get_before (parts, i),
                                            &index, &value));
      sol_record_set_value (second, index, &value);
    }
  left = sol_replaced_list (first, second);
  g_assert_cmpuint (json_array_get_length (left), ==, 0);
  g_assert_cmpstr (sol_record_get_text (second, "state"), ==, "submitted");
}

static void
test_what_has_no_place_is_not_put_back (void)
{
  static const char *const paths[] = {
    "activities/z/sector", "activities/b/nothing", "state", "nothing", "name/x", ""
  };
  g_autoptr (SolRecord) record = load (before);
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "bread");
  g_autoptr (JsonNode) number = json_node_init_int (json_node_alloc (), 1);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      guint index;

      g_assert_false (sol_replaced_put_back (record, paths[i], text, &index, &value));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;
      guint index;

      g_assert_false (sol_replaced_put_back (record, i == 0 ? "brand" : "activities/b/sector",
                                             number, &index, &value));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replaced/each-part-is-told-once", test_each_part_is_told_once);
  g_test_add_func ("/replaced/put-back-is-what-it-was", test_put_back_is_what_it_was);
  g_test_add_func ("/replaced/what-has-no-place-is-not-put-back",
                   test_what_has_no_place_is_not_put_back);
  return g_test_run ();
}
