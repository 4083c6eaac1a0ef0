/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-referential.h"
#include "search/sol-catalogue-private.h"
#include "search/sol-list-private.h"

/* Leaves the activities of these documents. */
static void
keep_owned (const SolSegment *segment, const SolBits *documents, SolBits *activities)
{
  guint32 before = 0;

  for (guint32 i = 0; i < activities->n_words; i++)
    {
      guint64 starts = segment->starts->words[i];

      for (guint64 word = activities->words[i]; word != 0; word &= word - 1)
        {
          guint64 until = word ^ (word - 1);

          if (!sol_bits_has (documents,
                             before + (guint32) __builtin_popcountll (starts & until) - 1))
            activities->words[i] &= ~(word & -word);
        }
      before += (guint32) __builtin_popcountll (starts);
    }
}

/* How many documents have an activity that is in the list and in the set. */
static guint32
count_owners (const SolSegment *segment, const SolTermCursor *cursor, const SolBits *activities)
{
  const guint8 *list = cursor->lists[SOL_LIST_NAME];
  gsize size = cursor->sizes[SOL_LIST_NAME];
  guint32 n = 0, last = G_MAXUINT32;
  SolListBlock block;

  while (sol_list_next_block (&list, &size, activities->n_words / SOL_BLOCK_WORDS, &block))
    {
      guint32 first = block.number * SOL_BLOCK_BITS;
      gboolean is_sparse = block.count <= SOL_LIST_MAX_VALUES;

      for (guint32 i = 0; i < (is_sparse ? block.count : SOL_BLOCK_WORDS); i++)
        {
          guint32 word = is_sparse ? sol_list_value (&block, i) / 64u : i;
          guint64 bits = activities->words[first / 64 + word] &
                         (is_sparse ? (guint64) 1 << (sol_list_value (&block, i) % 64)
                                    : sol_list_word (&block, i));

          for (; bits != 0; bits &= bits - 1)
            {
              guint32 activity = first + word * 64 + (guint32) __builtin_ctzll (bits);
              guint32 owner = sol_segment_get_owner (segment, activity);

              n += owner != last;
              last = owner;
            }
        }
    }
  return n;
}

static void
add_count (GHashTable *counts, const SolSegment *segment, SolFacet facet, const char *code, guint n)
{
  const char *known = NULL;

  if (n == 0)
    return;
  if (g_hash_table_lookup_extended (counts, code, (gpointer *) &known, NULL))
    n += GPOINTER_TO_UINT (g_hash_table_lookup (counts, code));
  for (guint i = 0; known == NULL && i < segment->values[facet]->len; i++)
    if (g_str_equal (g_array_index (segment->values[facet], SolFacetValue, i).code, code))
      known = g_array_index (segment->values[facet], SolFacetValue, i).code;
  if (known != NULL)
    g_hash_table_insert (counts, (gpointer) known, GUINT_TO_POINTER (n));
}

/* The values of a facet of activities, when another filter must hold on the same one. */
static void
count_activities (SolHits *self, guint part, SolFacet facet, guint others, GHashTable *counts)
{
  const SolSegment *segment = self->catalogue->parts[part].segment;
  g_autoptr (SolBits) filter = sol_filter_activities (self->catalogue, part, self->query, others);
  g_autoptr (SolBits) activities = sol_bits_copy (filter);
  g_autoptr (SolBits) documents = sol_hits_make_without (self, part, SOL_N_FACETS, 0);
  const char prefix[] = { SOL_TERM_CODE, (char) ('A' + facet), '\0' };
  SolTermCursor cursor;

  keep_owned (segment, documents, activities);
  sol_term_cursor_init (&cursor, &segment->spaces[SOL_SPACE_ACTIVITIES], prefix);
  while (sol_term_cursor_next_with (&cursor, prefix))
    add_count (counts, segment, facet, cursor.term + 2,
               count_owners (segment, &cursor, activities));
}

static void
count_documents (SolHits *self, guint part, SolFacet facet, GHashTable *counts)
{
  const SolSegment *segment = self->catalogue->parts[part].segment;
  guint family = sol_facet_get_family (facet);
  g_autoptr (SolBits) documents = NULL;

  if (sol_facet_is_demand (facet) ||
      (self->query->facets[facet] == NULL && (family & self->families) == 0))
    documents = sol_bits_ref (self->parts[part].all);
  else
    documents = sol_hits_make_without (self, part, facet, self->families & ~family);
  for (guint i = 0; i < segment->values[facet]->len; i++)
    {
      const SolFacetValue *value = &g_array_index (segment->values[facet], SolFacetValue, i);

      add_count (counts, segment, facet, value->code,
                 sol_list_count_in (value->list, value->size, documents));
    }
}

typedef struct
{
  SolFacetCount count;
  guint place;
} PlacedCount;

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const PlacedCount *first = a, *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;
  return strcmp (first->count.code, second->count.code);
}

static guint
find_place (const char *list, const char *code)
{
  const SolCode *found = list == NULL ? NULL : sol_referential_find (list, code);

  if (found != NULL)
    return found->index;
  return g_str_equal (code, SOL_FACET_UNKNOWN) ? G_MAXUINT : G_MAXUINT - 1;
}

static GArray *
sort_counts (SolFacet facet, GHashTable *counts)
{
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (PlacedCount));
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (SolFacetCount));
  GHashTableIter iter;
  gpointer code, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &code, &n))
    {
      PlacedCount one = { { code, GPOINTER_TO_UINT (n) },
                          find_place (sol_facet_get_list (facet), code) };

      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_counts);
  for (guint i = 0; i < placed->len; i++)
    g_array_append_val (sorted, g_array_index (placed, PlacedCount, i).count);
  return sorted;
}

/**
 * sol_hits_count_facet:
 *
 * What each value would leave given all other filters: that of the facet itself does not count, so
 * that a further value can be weighed, unless it is a demand, which a further one adds to. Values
 * that would leave nothing are not there.
 *
 * Returns: (transfer full) (element-type SolFacetCount): in the order of the facet's list, unknown
 *   last
 */
GArray *
sol_hits_count_facet (SolHits *self, SolFacet facet)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint family = sol_facet_get_family (facet);
  guint others = self->families & ~family;

  for (guint part = 0; part < self->catalogue->n_parts; part++)
    if (family != 0 && others != 0)
      count_activities (self, part, facet, others, counts);
    else
      count_documents (self, part, facet, counts);
  return sort_counts (facet, counts);
}
