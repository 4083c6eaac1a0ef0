/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-bits-private.h"

#include <string.h>

#define ROW_WORDS 8u

SolBits *
sol_bits_new (guint32 n_bits)
{
  guint32 n_blocks = MAX (1, n_bits / SOL_BLOCK_BITS + (n_bits % SOL_BLOCK_BITS != 0));
  SolBits *self = g_malloc0 (sizeof *self + n_blocks * SOL_BLOCK_WORDS * sizeof (guint64));

  g_atomic_ref_count_init (&self->ref_count);
  self->n_bits = n_bits;
  self->n_words = n_blocks * SOL_BLOCK_WORDS;
  return self;
}

SolBits *
sol_bits_new_full (guint32 n_bits)
{
  SolBits *self = sol_bits_new (n_bits);

  memset (self->words, 0xff, self->n_words * sizeof (guint64));
  sol_bits_trim (self);
  return self;
}

SolBits *
sol_bits_copy (const SolBits *self)
{
  gsize size = sizeof *self + self->n_words * sizeof (guint64);
  SolBits *copy = g_memdup2 (self, size);

  g_atomic_ref_count_init (&copy->ref_count);
  return copy;
}

SolBits *
sol_bits_ref (SolBits *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sol_bits_unref (SolBits *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/* Clears what lies from n_bits on. */
void
sol_bits_trim (SolBits *self)
{
  guint32 word = self->n_bits / 64;

  if (word == self->n_words)
    return;
  self->words[word] &= ((guint64) 1 << (self->n_bits % 64)) - 1;
  memset (self->words + word + 1, 0, (self->n_words - word - 1) * sizeof (guint64));
}

void
sol_bits_or (SolBits *self, const SolBits *other)
{
  for (guint32 i = 0; i < self->n_words; i++)
    self->words[i] |= other->words[i];
}

void
sol_bits_and (SolBits *self, const SolBits *other)
{
  for (guint32 i = 0; i < self->n_words; i++)
    self->words[i] &= other->words[i];
}

void
sol_bits_and_not (SolBits *self, const SolBits *other)
{
  for (guint32 i = 0; i < self->n_words; i++)
    self->words[i] &= ~other->words[i];
}

void
sol_bits_set_range (SolBits *self, guint32 first, guint32 end)
{
  for (guint32 bit = first; bit < end; bit++)
    sol_bits_set (self, bit);
}

SOL_INLINE guint32
count_words (const guint64 *words, guint32 n)
{
  guint32 count = 0;

  for (guint32 i = 0; i < n; i++)
    count += (guint32) __builtin_popcountll (words[i]);
  return count;
}

SOL_WITH_FAST static guint32
count_words_fast (const guint64 *words, guint32 n)
{
  return count_words (words, n);
}

static guint32
count_words_plain (const guint64 *words, guint32 n)
{
  return count_words (words, n);
}

guint32
sol_bits_count (const SolBits *self)
{
  return SOL_HAS_FAST () ? count_words_fast (self->words, self->n_words)
                         : count_words_plain (self->words, self->n_words);
}

SOL_INLINE guint32
fill_ranks (const guint64 *words, guint32 *before, guint32 n_rows)
{
  guint32 n = 0;

  for (guint32 row = 0; row < n_rows; row++)
    {
      before[row] = n;
      n += count_words (words + row * ROW_WORDS, ROW_WORDS);
    }
  before[n_rows] = n;
  return n;
}

SOL_WITH_FAST static guint32
fill_ranks_fast (const guint64 *words, guint32 *before, guint32 n_rows)
{
  return fill_ranks (words, before, n_rows);
}

static guint32
fill_ranks_plain (const guint64 *words, guint32 *before, guint32 n_rows)
{
  return fill_ranks (words, before, n_rows);
}

void
sol_ranks_init (SolRanks *self, const SolBits *bits)
{
  guint32 n_rows = bits->n_words / ROW_WORDS;

  self->bits = bits;
  self->before = g_new (guint32, n_rows + 1);
  self->n = SOL_HAS_FAST () ? fill_ranks_fast (bits->words, self->before, n_rows)
                            : fill_ranks_plain (bits->words, self->before, n_rows);
}

void
sol_ranks_clear (SolRanks *self)
{
  g_clear_pointer (&self->before, g_free);
}

/* How many members are smaller than @bit. */
guint32
sol_ranks_before (const SolRanks *self, guint32 bit)
{
  guint32 word = bit / 64;
  guint32 row = word / ROW_WORDS;
  guint32 n;

  if (word >= self->bits->n_words)
    return self->n;
  n = self->before[row] + count_words (self->bits->words + row * ROW_WORDS, word - row * ROW_WORDS);
  return n + (guint32) __builtin_popcountll (self->bits->words[word] &
                                             (((guint64) 1 << (bit % 64)) - 1));
}

/* The member with @nth, which must be below n, smaller ones. */
guint32
sol_ranks_select (const SolRanks *self, guint32 nth)
{
  guint32 low = 0, high = self->bits->n_words / ROW_WORDS;
  guint64 word;
  guint32 i;

  while (high - low > 1)
    {
      guint32 middle = (low + high) / 2;

      if (self->before[middle] <= nth)
        low = middle;
      else
        high = middle;
    }
  nth -= self->before[low];
  for (i = low * ROW_WORDS;; i++)
    {
      guint32 n = (guint32) __builtin_popcountll (self->bits->words[i]);

      if (nth < n)
        break;
      nth -= n;
    }
  for (word = self->bits->words[i]; nth > 0; nth--)
    word &= word - 1;
  return i * 64 + (guint32) __builtin_ctzll (word);
}
