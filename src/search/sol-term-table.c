/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-term-table-private.h"

#include <string.h>

#define FIRST_SLOTS 64u
#define MIX G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

void
sol_term_table_init (SolTermTable *self)
{
  self->texts = g_string_new (NULL);
  self->terms = g_array_new (FALSE, FALSE, sizeof (SolTerm));
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (SolTermSlot, self->n_slots);
}

void
sol_term_table_clear (SolTermTable *self)
{
  g_string_free (self->texts, TRUE);
  g_array_unref (self->terms);
  g_free (self->slots);
}

static guint64
mix (guint64 hash, guint64 part)
{
  hash = (hash ^ part) * MIX;
  return hash ^ hash >> 32;
}

/* All of up to eight bytes; in the middle some twice. */
static guint64
read_few (const char *bytes, gsize length)
{
  guint32 first, last;

  if (length >= sizeof first)
    {
      memcpy (&first, bytes, sizeof first);
      memcpy (&last, bytes + length - sizeof last, sizeof last);
      return (guint64) first << 32 | last;
    }
  return length == 0 ? 0
                     : (guint64) (guint8) bytes[0] << 16 |
                           (guint64) (guint8) bytes[length / 2] << 8 | (guint8) bytes[length - 1];
}

guint32
sol_term_hash (const char *text, gsize length)
{
  guint64 hash = length, part;

  for (; length > sizeof part; text += sizeof part, length -= sizeof part)
    {
      memcpy (&part, text, sizeof part);
      hash = mix (hash, part);
    }
  return (guint32) mix (hash, read_few (text, length));
}

/* The first slot from that of @hash on that is free. */
static SolTermSlot *
find_free (SolTermTable *self, guint32 hash)
{
  guint32 slot = hash & (self->n_slots - 1);

  while (self->slots[slot].term != 0)
    slot = (slot + 1) & (self->n_slots - 1);
  return &self->slots[slot];
}

static void
grow_slots (SolTermTable *self)
{
  g_autofree SolTermSlot *old = self->slots;
  guint32 n_old = self->n_slots;

  self->n_slots *= 2;
  self->slots = g_new0 (SolTermSlot, self->n_slots);
  for (guint32 i = 0; i < n_old; i++)
    if (old[i].term != 0)
      *find_free (self, old[i].hash) = old[i];
}

static gboolean
is_term (const SolTermTable *self, guint32 number, const char *text, gsize length)
{
  const SolTerm *term = sol_term_table_at (self, number);

  return term->length == length && memcmp (self->texts->str + term->text, text, length) == 0;
}

/**
 * sol_term_table_intern:
 * @text: (array length=length): without NUL
 *
 * Returns: the number of the text, counted from 0
 */
guint32
sol_term_table_intern (SolTermTable *self, const char *text, gsize length)
{
  return sol_term_table_intern_hashed (self, text, length, sol_term_hash (text, length));
}

/* @hash: of sol_term_hash() */
guint32
sol_term_table_intern_hashed (SolTermTable *self, const char *text, gsize length, guint32 hash)
{
  SolTerm term = { self->texts->len, (guint32) length, 0 };

  for (guint32 i = hash & (self->n_slots - 1); self->slots[i].term != 0;
       i = (i + 1) & (self->n_slots - 1))
    if (self->slots[i].hash == hash && is_term (self, self->slots[i].term - 1, text, length))
      return self->slots[i].term - 1;

  if (self->terms->len >= self->n_slots / 2)
    grow_slots (self);
  g_string_append_len (self->texts, text, (gssize) length);
  g_string_append_c (self->texts, '\0');
  g_array_append_val (self->terms, term);
  *find_free (self, hash) = (SolTermSlot){ hash, self->terms->len };
  return self->terms->len - 1;
}

/* Sorting */

/* Most texts differ in their first bytes, which are next to each other in memory. */
typedef struct
{
  guint64 first; /* bytes, the first one on top */
  guint32 number;
} SortItem;

static guint64
get_first (const SolTermTable *self, guint32 number)
{
  const SolTerm *term = sol_term_table_at (self, number);
  guint64 first = 0;

  memcpy (&first, self->texts->str + term->text, MIN (term->length, sizeof first));
  return GUINT64_FROM_BE (first);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const SortItem *one = a, *other = b;

  if (one->first != other->first)
    return one->first < other->first ? -1 : 1;
  return strcmp (sol_term_table_text (data, one->number),
                 sol_term_table_text (data, other->number));
}

/* Returns: (transfer full): the numbers of the texts in the order of strcmp() */
guint32 *
sol_term_table_sort (const SolTermTable *self)
{
  guint32 n = self->terms->len;
  g_autofree SortItem *items = g_new (SortItem, MAX (1, n));
  guint32 *sorted = g_new (guint32, MAX (1, n));

  for (guint32 i = 0; i < n; i++)
    items[i] = (SortItem){ get_first (self, i), i };
  g_qsort_with_data (items, (gint) n, sizeof *items, compare_items, (gpointer) self);
  for (guint32 i = 0; i < n; i++)
    sorted[i] = items[i].number;
  return sorted;
}
