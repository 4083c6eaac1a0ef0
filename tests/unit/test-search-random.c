/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-json.h"
#include "test-search-brute.h"

#define N_MADE 2000
#define N_QUERIES 200

static GPtrArray *demo_texts;
static GPtrArray *made_texts;

/* The catalogue and its brute reading */

typedef struct
{
  GPtrArray *documents;
  SolCatalogue *catalogue;
} Fixture;

static void
add_text (SolSegmentBuilder *builder, gint64 key, const char *text)
{
  g_assert_true (sol_segment_builder_add (builder, key, text, strlen (text)));
}

static void
read_brute (Fixture *self, gint64 key, const char *text)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, strlen (text), NULL);

  g_ptr_array_add (self->documents, brute_read (key, json_node_get_object (node)));
}

static SolSegment *
finish (SolSegmentBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  SolSegment *segment = sol_segment_builder_finish (builder, &error);

  g_assert_no_error (error);
  return segment;
}

/* All in the base; or a part of it changed since, a part deleted and a part new. */
static void
set_up (Fixture *self, GPtrArray *texts, gboolean in_two)
{
  g_autoptr (SolSegmentBuilder) base = sol_segment_builder_new ();
  g_autoptr (SolSegmentBuilder) delta = sol_segment_builder_new ();
  g_autoptr (SolSegment) first = NULL, second = NULL;
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));

  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) brute_free);
  for (guint i = 0; i < texts->len; i++)
    {
      gint64 key = 1000 - 7 * (gint64) i;
      guint fate = in_two ? i % 10 : 9;
      gboolean is_late = fate == 0 || fate == 1;

      if (is_late)
        add_text (delta, key, texts->pdata[i]);
      if (fate == 0 || fate == 2) /* what it was before */
        add_text (base, key, texts->pdata[(i + 5) % texts->len]);
      if (fate == 0 || fate == 2)
        g_array_append_val (dead, key);
      if (!is_late && fate != 2)
        add_text (base, key, texts->pdata[i]);
      if (fate != 2)
        read_brute (self, key, texts->pdata[i]);
    }
  first = finish (base);
  second = finish (delta);
  self->catalogue = sol_catalogue_new (first, in_two ? second : NULL, (gint64 *) dead->data,
                                       dead->len);
  g_assert_cmpuint (sol_catalogue_get_n_documents (self->catalogue), ==, self->documents->len);
}

static void
tear_down (Fixture *self)
{
  g_ptr_array_unref (self->documents);
  sol_catalogue_unref (self->catalogue);
}

/* Making queries */

static const char *
pick_word (GHashTable *words)
{
  guint n = g_hash_table_size (words);
  GHashTableIter iter;
  gpointer word = (gpointer) "x";

  g_hash_table_iter_init (&iter, words);
  for (int i = n == 0 ? 0 : g_test_rand_int_range (0, (gint) n) + 1; i > 0; i--)
    g_hash_table_iter_next (&iter, &word, NULL);
  return word;
}

static char *
make_text (const BruteDocument *document)
{
  GString *text = g_string_new (NULL);

  if (one_in (12))
    g_string_append_printf (text, "%.*s", g_test_rand_int_range (9, 15), document->siret);
  else
    for (int i = g_test_rand_int_range (0, 3); i > 0; i--)
      {
        gsize start = text->len;

        g_string_append (text, pick_word (one_in (2) ? document->name_words : document->words));
        if (one_in (2) && text->len - start > 1)
          g_string_truncate (
              text, start + (gsize) g_test_rand_int_range (1, (gint) (text->len - start) + 1));
        if (one_in (6) && text->len - start > 3)
          text->str[start + (gsize) g_test_rand_int_range (0, (gint) (text->len - start))] = 'q';
        if (one_in (6))
          g_string_append_c (text, 's');
        g_string_append_c (text, ' ');
      }
  return g_string_free (text, FALSE);
}

static const BruteDocument *
pick_document (GPtrArray *documents)
{
  return documents->pdata[g_test_rand_int_range (0, (gint) documents->len)];
}

static SolFacet
pick_facet (void)
{
  if (one_in (2))
    return PICK (((SolFacet[]){ SOL_FACET_SECTOR, SOL_FACET_GROUP, SOL_FACET_MODE }));
  if (one_in (3))
    return PICK (((SolFacet[]){ SOL_FACET_CRITERION, SOL_FACET_ENVIRONMENT }));
  return (SolFacet) g_test_rand_int_range (0, SOL_N_FACETS);
}

static void
add_facets (SolQuery *query, GPtrArray *documents)
{
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      SolFacet facet = pick_facet ();
      const BruteDocument *document = pick_document (documents);

      for (int j = g_test_rand_int_range (1, 4); j > 0; j--)
        {
          GPtrArray *values = document->values[facet];

          if (values->len > 0)
            sol_query_add (query, facet,
                           values->pdata[g_test_rand_int_range (0, (gint) values->len)]);
          if (!sol_facet_is_demand (facet) || one_in (4)) /* else one that has them all */
            document = pick_document (documents);
        }
    }
}

static SolQuery *
make_query (GPtrArray *documents)
{
  SolQuery *query = sol_query_new ();
  const BruteDocument *document = pick_document (documents);
  const SolCommune *commune = sol_commune_find (document->commune);
  const char *places[] = { commune->code, commune->department, commune->region, commune->epci };
  const char *kinds[] = { "commune", "department", "region", "epci" };
  guint kind = (guint) g_test_rand_int_range (0, 4);

  query->text = make_text (document);
  add_facets (query, documents);
  query->sort = (SolSort) g_test_rand_int_range (0, SOL_N_SORTS);
  if (one_in (2) && !isnan (document->lat))
    {
      query->has_point = TRUE;
      query->lat = document->lat;
      query->lon = document->lon;
      query->near_label = g_strdup_printf ("%.5f,%.5f", query->lat, query->lon);
      query->radius_km = one_in (2) ? 0 : g_test_rand_double_range (1, 300);
    }
  if (one_in (3) && *places[kind] != '\0')
    query->works_in = g_strconcat (kinds[kind], ":", places[kind], NULL);
  query->without_national = one_in (2);
  return query;
}

/* Comparing */

static gboolean
same_distance (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 0.01 * MAX (a, b) + 0.001;
}

static void
assert_same_hits (SolHits *hits, GArray *expected, const SolQuery *query)
{
  gboolean by_distance = query->sort == SOL_SORT_DISTANCE && query->has_point;

  g_assert_cmpuint (sol_hits_get_n (hits), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      const BruteHit *wanted = &g_array_index (expected, BruteHit, i);
      SolHit hit;

      sol_hits_get (hits, i, &hit);
      /* Near ties may stand the other way round: the plane is not the globe. */
      g_assert_true (same_distance (hit.distance_km, wanted->distance) || !by_distance);
      if (by_distance)
        continue;
      g_assert_cmpint (hit.key, ==, wanted->document->key);
      g_assert_cmpint (hit.in_name, ==, wanted->in_name);
      g_assert_true (same_distance (hit.distance_km, wanted->distance));
    }
  for (guint i = 0; i < MIN (expected->len, 3); i++)
    {
      SolHit hit;

      sol_hits_get (hits, expected->len - 1 - i, &hit);
      g_assert_cmpint (sol_hits_find_key (hits, hit.key), ==, (int) (expected->len - 1 - i));
    }
}

static guint
find_count (GArray *counts, const char *code)
{
  for (guint i = 0; i < counts->len; i++)
    if (g_str_equal (g_array_index (counts, SolFacetCount, i).code, code))
      return g_array_index (counts, SolFacetCount, i).count;
  return 0;
}

/* A few values of each facet, as the brute reading takes its time. */
static void
assert_same_counts (Fixture *self, SolHits *hits, const SolQuery *query)
{
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    {
      g_autoptr (GArray) counts = sol_hits_count_facet (hits, facet);
      const BruteDocument *document =
          self->documents->pdata[g_test_rand_int_range (0, (gint) self->documents->len)];
      const char *code = document->values[facet]->len == 0 ? SOL_FACET_UNKNOWN
                                                           : document->values[facet]->pdata[0];

      g_test_message ("%s %s", sol_facet_get_name (facet), code);
      g_assert_cmpuint (find_count (counts, code), ==,
                        brute_count (self->documents, query, facet, code));
      if (counts->len == 0)
        continue;
      code = g_array_index (counts, SolFacetCount, counts->len / 2).code;
      g_assert_cmpuint (find_count (counts, code), ==,
                        brute_count (self->documents, query, facet, code));
    }
}

static void
compare_answers (Fixture *self, guint n_queries)
{
  for (guint i = 0; i < n_queries; i++)
    {
      g_autoptr (SolQuery) query = make_query (self->documents);
      g_autoptr (SolHits) hits = sol_catalogue_search (self->catalogue, query, NULL);
      g_autofree char *told = sol_query_to_string (query);
      guint n_without_place;
      g_autoptr (GArray) expected = brute_search (self->documents, query, &n_without_place);

      g_test_message ("%s", told);
      assert_same_hits (hits, expected, query);
      g_assert_cmpuint (sol_hits_get_n_without_place (hits), ==, n_without_place);
      if (i % 12 == 0)
        assert_same_counts (self, hits, query);
    }
}

static void
test_demo_answers_as_read_one_by_one (void)
{
  Fixture self;

  set_up (&self, demo_texts, FALSE);
  compare_answers (&self, 2 * N_QUERIES);
  tear_down (&self);
}

static void
test_made_answers_as_read_one_by_one (void)
{
  Fixture self;

  set_up (&self, made_texts, FALSE);
  compare_answers (&self, N_QUERIES);
  tear_down (&self);
}

static void
test_base_and_delta_answer_as_one (void)
{
  Fixture self;

  set_up (&self, made_texts, TRUE);
  compare_answers (&self, N_QUERIES);
  tear_down (&self);
}

static void
load_texts (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo",
                                                 "suppliers.json", NULL);
  JsonArray *suppliers;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  suppliers = json_node_get_array (json_parser_get_root (parser));
  demo_texts = g_ptr_array_new_with_free_func (g_free);
  made_texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (suppliers); i++)
    g_ptr_array_add (demo_texts,
                     sol_json_object_to_text (json_array_get_object_element (suppliers, i)));
  for (guint i = 0; i < N_MADE; i++)
    g_ptr_array_add (made_texts, brute_make_supplier ());
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  load_texts ();
  g_test_add_func ("/search/demo-answers-as-read-one-by-one", test_demo_answers_as_read_one_by_one);
  g_test_add_func ("/search/made-answers-as-read-one-by-one", test_made_answers_as_read_one_by_one);
  g_test_add_func ("/search/base-and-delta-answer-as-one", test_base_and_delta_answer_as_one);
  result = g_test_run ();
  g_ptr_array_unref (demo_texts);
  g_ptr_array_unref (made_texts);
  return result;
}
