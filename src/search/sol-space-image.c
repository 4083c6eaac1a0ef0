/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/sol-space-builder-private.h"

#define AHEAD 4 /* units */

/* The lists of one block of units: of each term that is there (as its place in order, twice, plus
 * the list), the bytes. */
typedef struct
{
  GArray *places;
  GArray *ends;
  GByteArray *bytes;
  guint at;
} BlockLists;

/* Units are not where they were told: their entries are fetched some units ahead. */
static const guint32 *
get_entries (SolSpaceBuilder *self, const guint32 *order, guint32 i, guint32 n, gsize *n_entries)
{
  const gsize *starts = &g_array_index (self->starts, gsize, 0);
  gsize start = starts[order[i]];
  gsize end = order[i] + 1 < self->starts->len ? starts[order[i] + 1] : self->n_entries;

  if (i + 2 * AHEAD < n)
    {
      __builtin_prefetch (&starts[order[i + 2 * AHEAD]]);
      __builtin_prefetch (&self->entries[starts[order[i + AHEAD]]]);
    }
  *n_entries = end - start;
  return self->entries + start;
}

/* Adds up @ends (by entry) of the block's units and lays their values, entry by entry. Frequent
 * terms have low numbers, as they came early, so that few parts of @ends are in use all the time.
 */
static guint16 *
bucket_block (SolSpaceBuilder *self, const guint32 *order, guint32 n, guint32 *ends)
{
  gsize n_ends = self->table.terms->len * (gsize) SOL_N_LISTS;
  guint16 *values;
  guint32 sum = 0;
  gsize n_entries;

  memset (ends, 0, n_ends * sizeof *ends);
  for (guint32 i = 0; i < n; i++)
    for (const guint32 *entry = get_entries (self, order, i, n, &n_entries); n_entries > 0;
         n_entries--, entry++)
      ends[*entry]++;
  for (gsize i = 0; i < n_ends; i++)
    {
      guint32 count = ends[i];

      ends[i] = sum; /* where it begins; moves to where it ends */
      sum += count;
    }
  values = g_new (guint16, MAX (1, sum));
  for (guint32 i = 0; i < n; i++)
    for (const guint32 *entry = get_entries (self, order, i, n, &n_entries); n_entries > 0;
         n_entries--, entry++)
      values[ends[*entry]++] = (guint16) i;
  return values;
}

static void
make_block (SolSpaceBuilder *self,
            guint block,
            const guint32 *order,
            const guint32 *sorted,
            guint32 *ends,
            BlockLists *lists)
{
  guint32 first = block * SOL_BLOCK_BITS;
  guint32 n = MIN (SOL_BLOCK_BITS, self->starts->len - first);
  g_autofree guint16 *values = bucket_block (self, order + first, n, ends);

  lists->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  lists->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  lists->bytes = g_byte_array_new ();
  for (guint32 place = 0; place < self->table.terms->len * SOL_N_LISTS; place++)
    {
      guint32 entry = sorted[place / SOL_N_LISTS] << 1 | place % SOL_N_LISTS;
      guint32 start = entry == 0 ? 0 : ends[entry - 1];

      if (ends[entry] == start)
        continue;
      sol_list_append_block (lists->bytes, block, values + start, ends[entry] - start);
      g_array_append_val (lists->places, place);
      g_array_append_val (lists->ends, lists->bytes->len);
    }
}

static void
block_lists_clear (BlockLists *lists)
{
  g_array_unref (lists->places);
  g_array_unref (lists->ends);
  g_byte_array_unref (lists->bytes);
}

/* Moves what the block has for @place to the end of @into. */
static void
take_list (BlockLists *lists, guint32 place, GByteArray *into)
{
  guint start;

  if (lists->at == lists->places->len || g_array_index (lists->places, guint32, lists->at) != place)
    return;
  start = lists->at == 0 ? 0 : g_array_index (lists->ends, guint32, lists->at - 1);
  g_byte_array_append (into, lists->bytes->data + start,
                       g_array_index (lists->ends, guint32, lists->at) - start);
  lists->at++;
}

static void
append_size (GByteArray *bytes, gsize size)
{
  guint8 byte;

  for (size /= 2; size >= 0x80; size >>= 7)
    {
      byte = (guint8) (size | 0x80);
      g_byte_array_append (bytes, &byte, 1);
    }
  byte = (guint8) size;
  g_byte_array_append (bytes, &byte, 1);
}

static void
append_term_text (GByteArray *bytes, const char *term, guint32 length, const char *before)
{
  guint8 head[2] = { 0, 0 };

  while (head[0] < length && term[head[0]] == before[head[0]])
    head[0]++;
  head[1] = (guint8) (length - head[0]);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) term + head[0], head[1]);
}

static void
append_head (SolSpaceImage *image)
{
  SolTermHead head = { image->terms->len, { image->lists[0]->len / 2, image->lists[1]->len / 2 } };

  g_byte_array_append (image->heads, (const guint8 *) &head, sizeof head);
}

static void
lay_terms (SolSpaceBuilder *self,
           const guint32 *sorted,
           BlockLists *blocks,
           guint n_blocks,
           SolSpaceImage *image)
{
  const char *before = "";

  for (guint32 place = 0; place < self->table.terms->len; place++)
    {
      const char *term = sol_term_table_text (&self->table, sorted[place]);

      if (place % SOL_TERMS_PER_HEAD == 0)
        {
          append_head (image);
          before = "";
        }
      append_term_text (image->terms, term, sol_term_table_at (&self->table, sorted[place])->length,
                        before);
      for (guint list = 0; list < self->n_lists; list++)
        {
          guint start = image->lists[list]->len;

          for (guint block = 0; block < n_blocks; block++)
            take_list (&blocks[block], place * 2 + list, image->lists[list]);
          append_size (image->terms, image->lists[list]->len - start);
        }
      before = term;
    }
}

/**
 * sol_space_builder_finish:
 * @order: the units, in the order of their final numbers
 * @image: (out caller-allocates): free with sol_space_image_clear()
 *
 * Works through one block of units at a time, so that only the finished lists grow with their
 * number.
 */
void
sol_space_builder_finish (SolSpaceBuilder *self, const guint32 *order, SolSpaceImage *image)
{
  guint n_blocks = (self->starts->len + SOL_BLOCK_BITS - 1) / SOL_BLOCK_BITS;
  g_autofree BlockLists *blocks = g_new0 (BlockLists, MAX (1, n_blocks));
  g_autofree guint32 *sorted = NULL;
  g_autofree guint32 *ends = NULL;
  guint32 *places;

  sol_space_builder_add_waiting (self);
  sorted = sol_term_table_sort (&self->table);
  ends = g_new (guint32, MAX (1, self->table.terms->len * (gsize) 2));
  places = g_new (guint32, MAX (1, self->table.terms->len));

  for (guint32 place = 0; place < self->table.terms->len; place++)
    places[sorted[place]] = place;
  for (guint block = 0; block < n_blocks; block++)
    make_block (self, block, order, sorted, ends, &blocks[block]);
  g_clear_pointer (&self->entries, g_free);
  image->n_terms = self->table.terms->len;
  image->places = places;
  image->heads = g_byte_array_new ();
  image->terms = g_byte_array_new ();
  for (guint list = 0; list < SOL_N_LISTS; list++)
    image->lists[list] = g_byte_array_new ();
  lay_terms (self, sorted, blocks, n_blocks, image);
  for (guint block = 0; block < n_blocks; block++)
    block_lists_clear (&blocks[block]);
}

void
sol_space_image_clear (SolSpaceImage *self)
{
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->heads, g_byte_array_unref);
  g_clear_pointer (&self->terms, g_byte_array_unref);
  for (guint list = 0; list < SOL_N_LISTS; list++)
    g_clear_pointer (&self->lists[list], g_byte_array_unref);
}
