/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "search/sol-catalogue-private.h"

#define RADIX_BITS 11
#define RADIX (1u << RADIX_BITS)
#define N_PASSES 3

typedef struct
{
  guint32 key;
  guint32 ref;
} Sorted;

/* What the hits are ordered by, as numbers that grow. */
typedef struct
{
  SolHits *hits;
  const guint32 *names[SOL_MAX_PARTS];
  SolPlane plane;
} Order;

static guint32
distance_key (const Order *self, const SolSegment *segment, guint32 document)
{
  float square = (float) sol_plane_get_square (&self->plane, (double) segment->lats[document],
                                               (double) segment->lons[document]);
  guint32 key;

  if (isnan (square))
    return G_MAXUINT32;
  memcpy (&key, &square, sizeof key); /* of floats that are not negative the bits grow too */
  return key;
}

static guint32
get_key (const Order *self, guint part, guint32 document)
{
  const SolSegment *segment = self->hits->catalogue->parts[part].segment;
  guint32 name;

  switch (self->hits->query->sort)
    {
    case SOL_SORT_DISTANCE:
      return distance_key (self, segment, document);
    case SOL_SORT_UPDATED:
      return ~segment->updated[document];
    default:
      name = segment->names[document];
      if (self->names[part] == NULL || name >= segment->spaces[SOL_SPACE_NAMES].n_terms)
        return name;
      return self->names[part][name];
    }
}

/* Goes through the hits of both parts in the order of their rank. */
typedef struct
{
  SolHits *hits;
  guint32 at[SOL_MAX_PARTS];
} Walk;

static guint32
part_at (const Walk *walk, guint part)
{
  return sol_bits_next (walk->hits->parts[part].all, walk->at[part]);
}

static gboolean
walk_next (Walk *walk, guint *part, guint32 *document)
{
  SolHits *hits = walk->hits;
  guint32 base = walk->at[0] = part_at (walk, 0);
  gboolean has_base = base < hits->parts[0].all->n_bits;

  *part = 0;
  *document = base;
  if (hits->catalogue->n_parts == 2)
    {
      guint32 delta = walk->at[1] = part_at (walk, 1);

      if (delta < hits->parts[1].all->n_bits &&
          (!has_base || hits->catalogue->places[delta] <= base))
        {
          *part = 1;
          *document = delta;
          walk->at[1]++;
          return TRUE;
        }
    }
  walk->at[0]++;
  return has_base;
}

/* Keeps the first @n_wanted as they come; equal ones stay in the order of their rank. */
static guint
select_first (const Order *order, Sorted *first, guint n_wanted)
{
  Walk walk = { order->hits, { 0, 0 } };
  guint n = 0, part;
  guint32 document;

  while (walk_next (&walk, &part, &document))
    {
      guint32 key = get_key (order, part, document);
      guint at;

      if (n == n_wanted && key >= first[n - 1].key)
        continue;
      for (at = n == n_wanted ? n - 1 : n++; at > 0 && first[at - 1].key > key; at--)
        first[at] = first[at - 1];
      first[at] = (Sorted){ key, SOL_REF (part, document) };
    }
  return n;
}

static void
sort_pass (const Sorted *from, Sorted *to, guint n, guint shift)
{
  g_autofree guint32 *starts = g_new0 (guint32, RADIX + 1);

  for (guint i = 0; i < n; i++)
    starts[(from[i].key >> shift & (RADIX - 1)) + 1]++;
  for (guint i = 0; i < RADIX; i++)
    starts[i + 1] += starts[i];
  for (guint i = 0; i < n; i++)
    to[starts[from[i].key >> shift & (RADIX - 1)]++] = from[i];
}

static Sorted *
sort_all (const Order *order, guint n)
{
  Sorted *from = g_new (Sorted, MAX (1, n)), *to = g_new (Sorted, MAX (1, n));
  Walk walk = { order->hits, { 0, 0 } };
  guint32 document;
  guint part, i = 0;

  while (i < n && walk_next (&walk, &part, &document))
    from[i++] = (Sorted){ get_key (order, part, document), SOL_REF (part, document) };
  for (guint pass = 0; pass < N_PASSES; pass++)
    {
      Sorted *other = to;

      sort_pass (from, to, n, pass * RADIX_BITS);
      to = from;
      from = other;
    }
  g_free (to);
  return from;
}

/**
 * sol_order_make:
 * @n_wanted: how many are needed; all when more than the first few
 * @n_ordered: (out): how many there are
 *
 * Returns: (transfer full): the hits in the order of the query, which is not that by relevance
 */
guint32 *
sol_order_make (SolHits *hits, guint n_wanted, guint *n_ordered)
{
  Order order = { .hits = hits };
  g_autofree Sorted *sorted = NULL;
  guint32 *refs;
  guint n = MIN (n_wanted, hits->n);

  for (guint part = 0; part < hits->catalogue->n_parts; part++)
    order.names[part] = hits->query->sort == SOL_SORT_NAME
                            ? sol_catalogue_get_name_keys (hits->catalogue, part)
                            : NULL;
  sol_plane_init (&order.plane, hits->query->lat, hits->query->lon);
  if (n < hits->n)
    {
      sorted = g_new (Sorted, n);
      n = select_first (&order, sorted, n);
    }
  else
    sorted = sort_all (&order, n);
  refs = g_new (guint32, MAX (1, n));
  for (guint i = 0; i < n; i++)
    refs[i] = sorted[i].ref;
  *n_ordered = n;
  return refs;
}
