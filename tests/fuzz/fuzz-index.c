/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An index file of any content: it is refused, or answers without a step outside. Its sums are put
 * right, as they would stop nearly all of what is tried. */
#include <stdint.h>
#include <string.h>

#include "search/sol-segment-private.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
ask (SolCatalogue *catalogue, const char *text, SolSort sort)
{
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autoptr (SolHits) hits = NULL;
  SolHit hit;

  sol_query_set_text (query, text);
  query->sort = sort;
  query->has_point = TRUE;
  query->lat = 43.9;
  query->lon = 5;
  query->radius_km = sort == SOL_SORT_NAME ? 10 : 0;
  query->works_in = g_strdup ("commune:84007");
  sol_query_add (query, SOL_FACET_MODE, "PREST");
  hits = sol_catalogue_search (catalogue, query, NULL);
  for (guint i = 0; i < sol_hits_get_n (hits); i++)
    sol_hits_get (hits, i, &hit);
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    g_array_unref (sol_hits_count_facet (hits, facet));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char seed[] =
      "{\"name\":\"Les "
      "Jardins\",\"commune\":\"84054\",\"kind\":\"ACI\",\"activities\":[{\"sector\":"
      "\"foret\",\"modes\":[\"PREST\"],\"reach\":\"CUSTOM\",\"radius_km\":30}]}";
  static SolSegment *good = NULL;
  g_autoptr (SolSegment) segment = NULL;
  g_autoptr (SolCatalogue) catalogue = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  guint8 *copy;

  /* The input is laid over a good file, byte by byte, so that every part of it is reached. */
  if (good == NULL)
    {
      g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();

      sol_segment_builder_add (builder, 1, seed, sizeof seed - 1);
      good = sol_segment_builder_finish (builder, NULL);
    }
  copy = g_memdup2 (g_bytes_get_data (good->bytes, &length), g_bytes_get_size (good->bytes));
  length = g_bytes_get_size (good->bytes);
  for (size_t i = 0; i + 2 < size; i += 3)
    copy[(data[i] | data[i + 1] << 8) % length] ^= data[i + 2];
  sol_segment_seal (copy, length);
  bytes = g_bytes_new_take (copy, length);
  segment = sol_segment_new (bytes, NULL, NULL);
  if (segment == NULL)
    return 0;
  catalogue = sol_catalogue_new (segment, good, NULL, 0);
  for (guint sort = 0; sort < SOL_N_SORTS; sort++)
    ask (catalogue, sort % 2 == 0 ? "jardins f" : NULL, sort);
  ask (catalogue, "jradins", SOL_SORT_RELEVANCE);
  return 0;
}
