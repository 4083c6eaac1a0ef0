/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/sol-json.h"
#include "search/sol-catalogue.h"

static SolCatalogue *demo;
static GPtrArray *names; /* key - 1 -> name */

static void
load_demo (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  g_autoptr (SolSegment) segment = NULL;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo",
                                                 "suppliers.json", NULL);
  JsonArray *suppliers;

  names = g_ptr_array_new_with_free_func (g_free);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  suppliers = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    {
      JsonObject *object = json_array_get_object_element (suppliers, i);
      g_autofree char *text = sol_json_object_to_text (object);

      g_ptr_array_add (names, g_strdup (json_object_get_string_member (object, "name")));
      g_assert_true (sol_segment_builder_add (builder, i + 1, text, strlen (text)));
    }
  segment = sol_segment_builder_finish (builder, NULL);
  g_assert_nonnull (segment);
  demo = sol_catalogue_new (segment, NULL, NULL, 0);
}

static SolHits *
search (const char *text)
{
  g_autoptr (SolQuery) query = sol_query_new ();

  sol_query_set_text (query, text);
  return sol_catalogue_search (demo, query, NULL);
}

static const char *
get_name (SolHits *hits, guint position)
{
  SolHit hit;

  sol_hits_get (hits, position, &hit);
  return g_ptr_array_index (names, hit.key - 1);
}

static void
assert_first (const char *text, const char *name)
{
  g_autoptr (SolHits) hits = search (text);

  if (sol_hits_get_n (hits) == 0)
    g_error ("\"%s\" finds nothing", text);
  g_assert_cmpstr (get_name (hits, 0), ==, name);
}

static void
test_case_accents_and_spaces_do_not_hide (void)
{
  assert_first ("cooperative lavandin", "Coopérative Lavandin");
  assert_first ("LAVANDIN COOP", "Coopérative Lavandin");
  assert_first ("lavand", "Coopérative Lavandin");
  assert_first ("000 414 482 00018", "Coopérative Lavandin");
  assert_first ("000414482", "Coopérative Lavandin");
}

static void
test_mistake_is_put_right_when_nothing_is_found (void)
{
  g_autoptr (SolHits) right = search ("lavandin");
  g_autoptr (SolHits) wrong = search ("lavadnin");

  g_assert_false (sol_hits_get_guessed (right));
  g_assert_true (sol_hits_get_guessed (wrong));
  g_assert_cmpstr (get_name (wrong, 0), ==, "Coopérative Lavandin");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  load_demo ();
  g_test_add_func ("/search/case-accents-and-spaces-do-not-hide",
                   test_case_accents_and_spaces_do_not_hide);
  g_test_add_func ("/search/mistake-is-put-right-when-nothing-is-found",
                   test_mistake_is_put_right_when_nothing_is_found);
  result = g_test_run ();
  sol_catalogue_unref (demo);
  g_ptr_array_unref (names);
  return result;
}
