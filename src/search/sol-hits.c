/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "search/sol-catalogue-private.h"

#define ALL_FAMILIES G_MAXUINT

static gboolean
has_near (const SolQuery *query)
{
  return query->has_point && query->radius_km > 0;
}

static void
take_and (SolBits *bits, SolBits *other)
{
  sol_bits_and (bits, other);
  sol_bits_unref (other);
}

/* What the text and all filters but the place leave. */
static SolBits *
make_anywhere (SolHits *self, guint part, guint facet, guint families)
{
  SolCatalogue *catalogue = self->catalogue;
  const SolPart *of = &catalogue->parts[part];
  const SolHitsPart *hits = &self->parts[part];
  SolBits *bits = hits->text.all != NULL ? sol_bits_copy (hits->text.all)
                                         : sol_bits_new_full (of->segment->n_documents);

  if (of->alive != NULL)
    sol_bits_and (bits, of->alive);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    if (i != facet && sol_facet_get_family (i) == 0 && self->query->facets[i] != NULL)
      take_and (bits, sol_filter_facet (catalogue, part, self->query, i));
  if ((families & self->families) != 0)
    take_and (bits,
              sol_filter_structures (catalogue, part, self->query, families & self->families));
  return bits;
}

/**
 * sol_hits_make_without:
 * @facet: whose filter does not count; %SOL_N_FACETS for none
 * @families: of the filters on activities, those that count
 *
 * Returns: (transfer full): the documents that all the other filters leave
 */
SolBits *
sol_hits_make_without (SolHits *self, guint part, guint facet, guint families)
{
  SolBits *bits = make_anywhere (self, part, facet, families);

  if (has_near (self->query))
    take_and (bits, sol_filter_near (self->catalogue, part, self->query));
  return bits;
}

static void
find_part (SolHits *self, guint part)
{
  SolHitsPart *hits = &self->parts[part];
  SolBits *others;

  hits->all = make_anywhere (self, part, SOL_N_FACETS, ALL_FAMILIES);
  if (has_near (self->query))
    {
      g_autoptr (SolBits) nowhere = sol_bits_copy (hits->all);

      take_and (nowhere, sol_filter_nowhere (self->catalogue, part));
      self->n_without_place += sol_bits_count (nowhere);
      take_and (hits->all, sol_filter_near (self->catalogue, part, self->query));
    }
  others = sol_bits_copy (hits->all);
  hits->classes[1] = others;
  if (hits->text.name != NULL)
    {
      hits->classes[0] = sol_bits_copy (hits->all);
      sol_bits_and (hits->classes[0], hits->text.name);
      sol_bits_and_not (others, hits->text.name);
    }
  for (guint i = 0; i < 2; i++)
    if (hits->classes[i] != NULL)
      sol_ranks_init (&hits->ranks[i], hits->classes[i]);
}

/* Says where the hits of the second part lie among those of the first. */
static void
merge_class (SolHits *self, guint number)
{
  SolHitsClass *class = &self->classes[number];
  const SolRanks *base = &self->parts[0].ranks[number];
  const SolBits *delta = self->parts[1].classes[number];

  class->n = base->n;
  if (delta == NULL)
    return;
  class->delta = g_new (guint32, MAX (1, self->parts[1].ranks[number].n));
  class->positions = g_new (guint32, MAX (1, self->parts[1].ranks[number].n));
  SOL_BITS_FOREACH (delta, document)
  {
    guint32 before = base->bits == NULL
                         ? 0
                         : sol_ranks_before (base, self->catalogue->places[document]);

    class->delta[class->n_delta] = document;
    class->positions[class->n_delta] = before + class->n_delta;
    class->n_delta++;
  }
  class->n += class->n_delta;
}

static guint
find_text (SolHits *self)
{
  guint n = 0;

  for (guint i = 0; i < self->catalogue->n_parts; i++)
    {
      const SolPart *part = &self->catalogue->parts[i];
      SolTextHits *text = &self->parts[i].text;

      g_clear_pointer (&text->all, sol_bits_unref);
      g_clear_pointer (&text->name, sol_bits_unref);
      sol_typed_find (&self->typed, part->segment, text);
      if (text->all != NULL && part->alive != NULL)
        sol_bits_and (text->all, part->alive);
      n += text->all == NULL ? 1 : sol_bits_count (text->all);
    }
  return n;
}

/**
 * sol_catalogue_search:
 * @query: its offset and limit are not looked at: the answer is whole, and cheap
 *
 * Words typed are looked up with one mistake when the text alone finds nothing.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL when cancelled
 */
SolHits *
sol_catalogue_search (SolCatalogue *self, const SolQuery *query, GCancellable *cancellable)
{
  g_autoptr (SolHits) hits = g_new0 (SolHits, 1);

  g_atomic_ref_count_init (&hits->ref_count);
  g_mutex_init (&hits->lock);
  hits->catalogue = sol_catalogue_ref (self);
  hits->query = sol_query_copy (query);
  hits->families = sol_query_get_families (query);
  sol_typed_init (&hits->typed, query->text);
  if (find_text (hits) == 0 && hits->typed.words->len > 0 &&
      !g_cancellable_is_cancelled (cancellable))
    {
      hits->typed.widened = TRUE;
      find_text (hits);
    }
  for (guint i = 0; i < self->n_parts; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      find_part (hits, i);
    }
  for (guint i = 0; i < 2; i++)
    {
      merge_class (hits, i);
      hits->n += hits->classes[i].n;
    }
  return g_steal_pointer (&hits);
}

SolHits *
sol_hits_ref (SolHits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
clear_part (SolHitsPart *part)
{
  g_clear_pointer (&part->text.all, sol_bits_unref);
  g_clear_pointer (&part->text.name, sol_bits_unref);
  g_clear_pointer (&part->all, sol_bits_unref);
  for (guint i = 0; i < 2; i++)
    {
      sol_ranks_clear (&part->ranks[i]);
      g_clear_pointer (&part->classes[i], sol_bits_unref);
    }
  for (guint i = 0; i < SOL_N_FAMILY_SETS; i++)
    g_clear_pointer (&part->activities[i], sol_bits_unref);
}

void
sol_hits_unref (SolHits *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < SOL_MAX_PARTS; i++)
    clear_part (&self->parts[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->classes[i].delta);
      g_free (self->classes[i].positions);
    }
  sol_typed_clear (&self->typed);
  g_free (self->order);
  sol_query_free (self->query);
  sol_catalogue_unref (self->catalogue);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
sol_hits_get_n (SolHits *self)
{
  return self->n;
}

/**
 * sol_hits_get_n_without_place:
 *
 * Returns: structures that only lack coordinates to be asked whether they are within the radius
 */
guint
sol_hits_get_n_without_place (SolHits *self)
{
  return self->n_without_place;
}

/* Returns: whether what was typed was found only with mistakes put right */
gboolean
sol_hits_get_guessed (SolHits *self)
{
  return self->typed.widened && self->typed.found->len > 0;
}

/**
 * sol_hits_get_words:
 *
 * Returns: (transfer full) (element-type utf8): the folded words that a row may mark: as typed, and
 *   when guessed those that were meant
 */
GPtrArray *
sol_hits_get_words (SolHits *self)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->typed.words->len; i++)
    g_ptr_array_add (words, g_strdup (g_ptr_array_index (self->typed.words, i)));
  for (guint i = 0; i < self->typed.found->len; i++)
    g_ptr_array_add (words, g_strdup (g_ptr_array_index (self->typed.found, i)));
  return words;
}

/* Positions */

/* How many of the class's hits of the second part come before position. */
static guint
count_delta_before (const SolHitsClass *class, guint position)
{
  guint low = 0, high = class->n_delta;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (class->positions[middle] < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint32
find_by_relevance (SolHits *self, guint position)
{
  guint number = position < self->classes[0].n ? 0 : 1;
  const SolHitsClass *class = &self->classes[number];
  guint n_before;

  position -= number == 0 ? 0 : self->classes[0].n;
  n_before = count_delta_before (class, position);
  if (n_before < class->n_delta && class->positions[n_before] == position)
    return SOL_REF (1, class->delta[n_before]);
  return SOL_REF (0, sol_ranks_select (&self->parts[0].ranks[number], position - n_before));
}

#define FIRST_ORDERED 64

static guint32
find_by_order (SolHits *self, guint position)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (position >= self->n_ordered)
    {
      g_free (self->order);
      self->order = sol_order_make (self, position < FIRST_ORDERED ? FIRST_ORDERED : self->n,
                                    &self->n_ordered);
    }
  return self->order[position];
}

static gboolean
is_by_relevance (const SolHits *self)
{
  return self->query->sort == SOL_SORT_RELEVANCE ||
         (self->query->sort == SOL_SORT_DISTANCE && !self->query->has_point);
}

static guint32
find_ref (SolHits *self, guint position)
{
  return is_by_relevance (self) ? find_by_relevance (self, position)
                                : find_by_order (self, position);
}

/**
 * sol_hits_get:
 * @position: below sol_hits_get_n()
 */
void
sol_hits_get (SolHits *self, guint position, SolHit *hit)
{
  guint32 ref, document;
  const SolSegment *segment;
  const SolBits *in_name;

  g_return_if_fail (position < self->n);

  ref = find_ref (self, position);
  document = SOL_REF_DOCUMENT (ref);
  segment = self->catalogue->parts[SOL_REF_PART (ref)].segment;
  in_name = self->parts[SOL_REF_PART (ref)].classes[0];
  hit->key = sol_segment_get_key (segment, document);
  hit->in_name = in_name != NULL && sol_bits_has (in_name, document);
  hit->distance_km = NAN;
  if (self->query->has_point && !isnan (segment->lats[document]) &&
      !isnan (segment->lons[document]))
    hit->distance_km = sol_distance_km (self->query->lat, self->query->lon,
                                        (double) segment->lats[document],
                                        (double) segment->lons[document]);
}

static gboolean
find_key (SolHits *self, gint64 key, guint32 *ref)
{
  for (guint part = 0; part < self->catalogue->n_parts; part++)
    {
      const SolSegment *segment = self->catalogue->parts[part].segment;

      for (guint32 i = 0; i < segment->n_documents; i++)
        if (sol_segment_get_key (segment, i) == key && sol_bits_has (self->parts[part].all, i))
          {
            *ref = SOL_REF (part, i);
            return TRUE;
          }
    }
  return FALSE;
}

/* Where it stands: low is not after it, as positions grow with rank. */
static int
find_relevance_position (SolHits *self, guint32 ref)
{
  const SolBits *in_name = self->parts[SOL_REF_PART (ref)].classes[0];
  guint32 document = SOL_REF_DOCUMENT (ref);
  guint number = in_name != NULL && sol_bits_has (in_name, document) ? 0 : 1;
  const SolHitsClass *class = &self->classes[number];
  guint start = number == 0 ? 0 : self->classes[0].n;
  guint n = 0;

  if (SOL_REF_PART (ref) == 1)
    return (int) (start +
                  class->positions[sol_ranks_before (&self->parts[1].ranks[number], document)]);
  while (n < class->n_delta && self->catalogue->places[class->delta[n]] <= document)
    n++;
  return (int) (start + n + sol_ranks_before (&self->parts[0].ranks[number], document));
}

/**
 * sol_hits_find_key:
 *
 * Returns: the position of the record, or -1 when it is no hit
 */
int
sol_hits_find_key (SolHits *self, gint64 key)
{
  guint32 ref;

  if (!find_key (self, key, &ref))
    return -1;
  if (is_by_relevance (self))
    return find_relevance_position (self, ref);
  find_by_order (self, self->n - 1);
  for (guint i = 0; i < self->n; i++)
    if (self->order[i] == ref)
      return (int) i;
  return -1;
}
