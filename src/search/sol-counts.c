/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-referential.h"
#include "search/sol-catalogue-private.h"
#include "search/sol-list-private.h"
#include "search/sol-owners-private.h"

static const SolFacetValue *
get_value (const SolSegment *segment, SolFacet facet, guint i)
{
  return &g_array_index (segment->values[facet], SolFacetValue, i);
}

/* Codes live as long as the segment they are of; the first part's are kept. */
static void
add_count (GHashTable *counts, const char *code, guint n)
{
  gpointer before;

  if (n == 0)
    return;
  if (g_hash_table_lookup_extended (counts, code, NULL, &before))
    n += GPOINTER_TO_UINT (before);
  g_hash_table_insert (counts, (gpointer) code, GUINT_TO_POINTER (n));
}

/* Returns: (transfer full): of the hits, the activities on which the filters of @families hold;
 *   sector and group ask for the same */
static SolBits *
get_activities (SolHits *self, guint part, guint families)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  SolBits **kept = &self->parts[part].activities[families];

  if (*kept == NULL)
    {
      g_autoptr (SolBits)
          filter = sol_filter_activities (self->catalogue, part, self->query, families);
      g_autoptr (SolBits) documents = sol_hits_make_without (self, part, SOL_N_FACETS, 0);

      *kept = sol_bits_copy (filter);
      sol_owners_keep (self->catalogue->parts[part].segment, documents, *kept);
    }
  return sol_bits_ref (*kept);
}

/* The values of a facet of activities, when another filter must hold on the same one. Both spaces
 * have the same ones, in the same order. */
static void
count_activities (SolHits *self, guint part, SolFacet facet, guint others, GHashTable *counts)
{
  const SolSegment *segment = self->catalogue->parts[part].segment;
  g_autoptr (SolBits) activities = get_activities (self, part, others);
  const char prefix[] = { SOL_TERM_CODE, (char) ('A' + facet), '\0' };
  SolTermCursor cursor;
  guint i = 0;

  sol_term_cursor_init (&cursor, &segment->spaces[SOL_SPACE_ACTIVITIES], prefix);
  while (sol_term_cursor_next_with (&cursor, prefix))
    {
      while (i < segment->values[facet]->len &&
             strcmp (get_value (segment, facet, i)->code, cursor.term + 2) < 0)
        i++;
      if (i == segment->values[facet]->len)
        return;
      if (g_str_equal (get_value (segment, facet, i)->code, cursor.term + 2))
        add_count (counts, get_value (segment, facet, i)->code,
                   sol_owners_count (segment, cursor.lists[SOL_LIST_NAME],
                                     cursor.sizes[SOL_LIST_NAME], activities));
    }
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
      const SolFacetValue *value = get_value (segment, facet, i);

      add_count (counts, value->code, sol_list_count_in (value->list, value->size, documents));
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
