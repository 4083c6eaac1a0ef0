/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-space-private.h"

#define CHUNK_SIZE (256 * 1024)
#define FIRST_SLOTS 1024u

struct _SolSpaceBuilder
{
  guint n_lists;
  GStringChunk *chunk;
  GPtrArray *terms; /* number -> text */
  GArray *hashes;   /* number -> hash */
  GArray *seen;     /* number -> the last unit that has it, + 1 */
  guint32 *slots;   /* number + 1, 0 when free */
  guint32 n_slots;
  GArray *entries; /* number << 1 | list, unit after unit */
  GArray *starts;  /* unit -> its first entry */
};

SolSpaceBuilder *
sol_space_builder_new (guint n_lists)
{
  SolSpaceBuilder *self = g_new0 (SolSpaceBuilder, 1);

  self->n_lists = n_lists;
  self->chunk = g_string_chunk_new (CHUNK_SIZE);
  self->terms = g_ptr_array_new ();
  self->hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->seen = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint32, self->n_slots);
  self->entries = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
sol_space_builder_free (SolSpaceBuilder *self)
{
  g_string_chunk_free (self->chunk);
  g_ptr_array_unref (self->terms);
  g_array_unref (self->hashes);
  g_array_unref (self->seen);
  g_free (self->slots);
  g_array_unref (self->entries);
  g_array_unref (self->starts);
  g_free (self);
}

guint32
sol_space_builder_get_n_units (SolSpaceBuilder *self)
{
  return self->starts->len;
}

void
sol_space_builder_begin_unit (SolSpaceBuilder *self)
{
  gsize start = self->entries->len;

  g_array_append_val (self->starts, start);
}

static guint32
hash_bytes (const char *bytes, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) bytes[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static void
grow_slots (SolSpaceBuilder *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint32, self->n_slots);
  for (guint32 term = 0; term < self->terms->len; term++)
    {
      guint32 slot = g_array_index (self->hashes, guint32, term) & (self->n_slots - 1);

      while (self->slots[slot] != 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = term + 1;
    }
}

static guint32
append_term (SolSpaceBuilder *self, const char *term, gsize length, guint32 hash)
{
  guint32 unseen = 0;

  g_ptr_array_add (self->terms, g_string_chunk_insert_len (self->chunk, term, (gssize) length));
  g_array_append_val (self->hashes, hash);
  g_array_append_val (self->seen, unseen);
  return self->terms->len - 1;
}

/* Returns: the number of the term, cut to %SOL_TERM_MAX bytes, for sol_space_builder_add() */
guint32
sol_space_builder_intern (SolSpaceBuilder *self, const char *term, gsize length)
{
  guint32 hash, slot;

  length = MIN (length, SOL_TERM_MAX);
  hash = hash_bytes (term, length);
  slot = hash & (self->n_slots - 1);
  for (; self->slots[slot] != 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      guint32 number = self->slots[slot] - 1;
      const char *text = self->terms->pdata[number];

      if (g_array_index (self->hashes, guint32, number) == hash &&
          strncmp (text, term, length) == 0 && text[length] == '\0')
        return number;
    }
  self->slots[slot] = append_term (self, term, length, hash) + 1;
  if (self->terms->len > self->n_slots / 2)
    grow_slots (self);
  return self->terms->len - 1;
}

/* Says that the unit begun last has the term, in that list unless it is in one already. */
void
sol_space_builder_add (SolSpaceBuilder *self, guint32 term, guint list)
{
  guint32 *seen = &g_array_index (self->seen, guint32, term);
  guint32 entry = term << 1 | list;

  if (*seen == self->starts->len)
    return;
  *seen = self->starts->len;
  g_array_append_val (self->entries, entry);
}

static int
compare_terms (gconstpointer a, gconstpointer b, gpointer data)
{
  GPtrArray *terms = data;

  return strcmp (terms->pdata[*(const guint32 *) a], terms->pdata[*(const guint32 *) b]);
}

/* Returns: (transfer full): the numbers of the terms in the order of their text */
static guint32 *
sort_terms (SolSpaceBuilder *self)
{
  guint32 *sorted = g_new (guint32, MAX (1, self->terms->len));

  for (guint32 i = 0; i < self->terms->len; i++)
    sorted[i] = i;
  g_qsort_with_data (sorted, (gint) self->terms->len, sizeof *sorted, compare_terms, self->terms);
  return sorted;
}

/* The lists of one block of units: of each term that is there (as its place in order, twice, plus
 * the list), the bytes. */
typedef struct
{
  GArray *places;
  GArray *ends;
  GByteArray *bytes;
  guint at;
} BlockLists;

static const guint32 *
unit_entries (SolSpaceBuilder *self, guint32 unit, gsize *n)
{
  gsize start = g_array_index (self->starts, gsize, unit);
  gsize end = unit + 1 < self->starts->len ? g_array_index (self->starts, gsize, unit + 1)
                                           : self->entries->len;

  *n = end - start;
  return (const guint32 *) (gpointer) self->entries->data + start;
}

/* Adds up @counts (by place) of the block's units and lays their values, place by place. */
static guint16 *
bucket_block (SolSpaceBuilder *self,
              const guint32 *order,
              guint32 n,
              const guint32 *places,
              guint32 *ends,
              gsize n_places)
{
  guint16 *values;
  guint32 sum = 0;
  gsize n_entries;

  memset (ends, 0, n_places * sizeof *ends);
  for (guint32 i = 0; i < n; i++)
    for (const guint32 *entry = unit_entries (self, order[i], &n_entries); n_entries > 0;
         n_entries--, entry++)
      ends[places[*entry >> 1] * 2 + (*entry & 1)]++;
  for (gsize place = 0; place < n_places; place++)
    {
      guint32 count = ends[place];

      ends[place] = sum; /* where it begins; moves to where it ends */
      sum += count;
    }
  values = g_new (guint16, MAX (1, sum));
  for (guint32 i = 0; i < n; i++)
    for (const guint32 *entry = unit_entries (self, order[i], &n_entries); n_entries > 0;
         n_entries--, entry++)
      values[ends[places[*entry >> 1] * 2 + (*entry & 1)]++] = (guint16) i;
  return values;
}

static void
make_block (SolSpaceBuilder *self,
            guint block,
            const guint32 *order,
            const guint32 *places,
            guint32 *ends,
            BlockLists *lists)
{
  guint32 first = block * SOL_BLOCK_BITS;
  guint32 n = MIN (SOL_BLOCK_BITS, self->starts->len - first);
  guint32 n_places = self->terms->len * 2;
  g_autofree guint16 *values = bucket_block (self, order + first, n, places, ends, n_places);
  guint32 start = 0;

  lists->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  lists->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  lists->bytes = g_byte_array_new ();
  for (guint32 place = 0; place < n_places; start = ends[place++])
    if (ends[place] > start)
      {
        sol_list_append_block (lists->bytes, block, values + start, ends[place] - start);
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
append_term_text (GByteArray *bytes, const char *term, const char *before)
{
  guint8 head[2] = { 0, 0 };

  while (term[head[0]] != '\0' && term[head[0]] == before[head[0]])
    head[0]++;
  head[1] = (guint8) strlen (term + head[0]);
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

  for (guint32 place = 0; place < self->terms->len; place++)
    {
      const char *term = self->terms->pdata[sorted[place]];

      if (place % SOL_TERMS_PER_HEAD == 0)
        {
          append_head (image);
          before = "";
        }
      append_term_text (image->terms, term, before);
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
  g_autofree guint32 *sorted = sort_terms (self);
  guint32 *places = g_new (guint32, MAX (1, self->terms->len));
  g_autofree guint32 *ends = g_new (guint32, MAX (1, self->terms->len * (gsize) 2));

  for (guint32 place = 0; place < self->terms->len; place++)
    places[sorted[place]] = place;
  for (guint block = 0; block < n_blocks; block++)
    make_block (self, block, order, places, ends, &blocks[block]);
  g_array_set_size (self->entries, 0);
  image->n_terms = self->terms->len;
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
