/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/sol-catalogue-private.h"

#define MAX_KEPT 32 /* filters; 125 KB each with a million structures */

static SolSegment *
make_empty (void)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();

  return sol_segment_builder_finish (builder, NULL);
}

/* Returns: (transfer full) (nullable): the documents that none of the keys is of */
static SolBits *
find_alive (const SolSegment *segment, const GArray *dead)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (SolBits) hashes = sol_bits_new (SOL_BLOCK_BITS);
  SolBits *alive = NULL;

  if (dead->len == 0)
    return NULL;
  for (guint i = 0; i < dead->len; i++)
    {
      g_hash_table_add (keys, &g_array_index (dead, gint64, i));
      sol_bits_set (hashes, (guint32) g_array_index (dead, gint64, i) % SOL_BLOCK_BITS);
    }
  for (guint32 i = 0; i < segment->n_documents; i++)
    {
      gint64 key = sol_segment_get_key (segment, i);

      if (!sol_bits_has (hashes, (guint32) key % SOL_BLOCK_BITS) ||
          !g_hash_table_contains (keys, &key))
        continue;
      if (alive == NULL)
        alive = sol_bits_new_full (segment->n_documents);
      alive->words[i / 64] &= ~((guint64) 1 << (i % 64));
    }
  return alive;
}

/* Whether document @a of one segment comes before document @b of another. */
static gboolean
comes_before (const SolSegment *first, guint32 a, const SolSegment *second, guint32 b)
{
  if (first->scores[a] != second->scores[b])
    return first->scores[a] > second->scores[b];
  if (first->updated[a] != second->updated[b])
    return first->updated[a] > second->updated[b];
  return sol_segment_get_key (first, a) < sol_segment_get_key (second, b);
}

/* Returns: (transfer full): for each document of @delta how many of @base come before it */
static guint32 *
find_places (const SolSegment *base, const SolSegment *delta)
{
  guint32 *places = g_new (guint32, MAX (1, delta->n_documents));
  guint32 low = 0;

  for (guint32 i = 0; i < delta->n_documents; i++)
    {
      guint32 high = base->n_documents;

      while (low < high)
        {
          guint32 middle = low + (high - low) / 2;

          if (comes_before (base, middle, delta, i))
            low = middle + 1;
          else
            high = middle;
        }
      places[i] = low;
    }
  return places;
}

/**
 * sol_catalogue_new:
 * @base: (nullable): most of the records
 * @delta: (nullable): those written since
 * @dead_keys: (array length=n_dead) (nullable): records of @base that are deleted or in @delta; the
 *   keys of @delta need not be told
 *
 * Returns: (transfer full): both as one
 */
SolCatalogue *
sol_catalogue_new (SolSegment *base, SolSegment *delta, const gint64 *dead_keys, gsize n_dead)
{
  SolCatalogue *self = g_new0 (SolCatalogue, 1);
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->kept_keys);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) sol_bits_unref);
  self->parts[0].segment = base == NULL ? make_empty () : sol_segment_ref (base);
  self->n_parts = 1;
  if (n_dead > 0)
    g_array_append_vals (dead, dead_keys, (guint) n_dead);
  if (delta != NULL && delta->n_documents > 0)
    {
      self->parts[1].segment = sol_segment_ref (delta);
      self->n_parts = 2;
      self->places = find_places (self->parts[0].segment, delta);
      for (guint32 i = 0; i < delta->n_documents; i++)
        {
          gint64 key = sol_segment_get_key (delta, i);

          g_array_append_val (dead, key);
        }
      self->n_documents = delta->n_documents;
    }
  self->parts[0].alive = find_alive (self->parts[0].segment, dead);
  self->n_documents += self->parts[0].alive == NULL ? self->parts[0].segment->n_documents
                                                    : sol_bits_count (self->parts[0].alive);
  return self;
}

SolCatalogue *
sol_catalogue_ref (SolCatalogue *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sol_catalogue_unref (SolCatalogue *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_parts; i++)
    {
      sol_segment_unref (self->parts[i].segment);
      g_clear_pointer (&self->parts[i].alive, sol_bits_unref);
      g_free (self->parts[i].name_keys);
    }
  g_free (self->places);
  g_hash_table_unref (self->kept);
  g_queue_clear_full (&self->kept_keys, g_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
sol_catalogue_get_n_documents (SolCatalogue *self)
{
  return self->n_documents;
}

/* Returns: (transfer full) (nullable): the filter, if it was made before */
SolBits *
sol_catalogue_get_kept (SolCatalogue *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  SolBits *bits = g_hash_table_lookup (self->kept, key);

  return bits == NULL ? NULL : sol_bits_ref (bits);
}

/* Keeps a filter, which changes no more, for the next key press. */
void
sol_catalogue_keep (SolCatalogue *self, const char *key, SolBits *bits)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_hash_table_contains (self->kept, key))
    return;
  g_hash_table_insert (self->kept, g_strdup (key), sol_bits_ref (bits));
  g_queue_push_tail (&self->kept_keys, g_strdup (key));
  if (g_queue_get_length (&self->kept_keys) > MAX_KEPT)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->kept_keys);

      g_hash_table_remove (self->kept, oldest);
    }
}

/* Numbers the names of both parts together: those that only the second has move the others on. */
static void
merge_names (SolCatalogue *self)
{
  const SolSpace *base = &self->parts[0].segment->spaces[SOL_SPACE_NAMES];
  const SolSpace *delta = &self->parts[1].segment->spaces[SOL_SPACE_NAMES];
  guint32 *base_keys = g_new (guint32, MAX (1, base->n_terms));
  guint32 *delta_keys = g_new0 (guint32, MAX (1, delta->n_terms));
  SolTermCursor cursor;
  guint32 n_new = 0, at = 0;

  sol_term_cursor_init (&cursor, delta, "");
  while (sol_term_cursor_next (&cursor))
    {
      SolTermCursor there;
      gboolean same = sol_space_find (base, cursor.term, &there);
      guint32 place = MIN (sol_term_cursor_find_place (base, cursor.term), base->n_terms);

      for (; at < place; at++)
        base_keys[at] = at + n_new;
      delta_keys[cursor.next - 1] = place + n_new;
      n_new += !same;
    }
  for (; at < base->n_terms; at++)
    base_keys[at] = at + n_new;
  self->parts[0].name_keys = base_keys;
  self->parts[1].name_keys = delta_keys;
}

/* Returns: (nullable): place of a name in its part -> its place among all; %NULL: the same */
const guint32 *
sol_catalogue_get_name_keys (SolCatalogue *self, guint part)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->n_parts == 2 && !self->names_merged)
    merge_names (self);
  self->names_merged = TRUE;
  return self->parts[part].name_keys;
}
