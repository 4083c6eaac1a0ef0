/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_BLOCK_BITS 65536u /* documents a block of a list */
#define SOL_BLOCK_WORDS (SOL_BLOCK_BITS / 64)

/* What runs over whole sets is compiled twice, and the processor says at run time which it takes:
 * no flag is needed, nor a loader that resolves. */
#if defined(__x86_64__)
#define SOL_HAS_FAST() (__builtin_cpu_supports ("popcnt") && __builtin_cpu_supports ("bmi2"))
#define SOL_WITH_FAST __attribute__ ((target ("popcnt,bmi2")))
#else
#define SOL_HAS_FAST() FALSE
#define SOL_WITH_FAST
#endif
#define SOL_INLINE static inline __attribute__ ((always_inline))

/**
 * SolBits:
 *
 * A set of the numbers below @n_bits. Memory is always whole blocks, so that a block of a list,
 * whatever it says, falls inside; bits from @n_bits on are kept clear. Shared sets do not change.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 n_bits;
  guint32 n_words;
  guint64 words[];
} SolBits;

SolBits *sol_bits_new (guint32 n_bits);
SolBits *sol_bits_new_full (guint32 n_bits);
SolBits *sol_bits_copy (const SolBits *self);
SolBits *sol_bits_ref (SolBits *self);
void sol_bits_unref (SolBits *self);
void sol_bits_trim (SolBits *self);
void sol_bits_or (SolBits *self, const SolBits *other);
void sol_bits_and (SolBits *self, const SolBits *other);
void sol_bits_and_not (SolBits *self, const SolBits *other);
void sol_bits_set_range (SolBits *self, guint32 first, guint32 end);
guint32 sol_bits_count (const SolBits *self);

static inline gboolean
sol_bits_has (const SolBits *self, guint32 bit)
{
  return bit < self->n_bits && (self->words[bit / 64] >> (bit % 64) & 1) != 0;
}

static inline void
sol_bits_set (SolBits *self, guint32 bit)
{
  self->words[bit / 64] |= (guint64) 1 << (bit % 64);
}

/* The first member from @bit on; n_bits when there is none. */
static inline guint32
sol_bits_next (const SolBits *self, guint32 bit)
{
  guint64 word;
  guint32 i = bit / 64;

  if (bit >= self->n_bits)
    return self->n_bits;
  word = self->words[i] & (G_MAXUINT64 << (bit % 64));
  while (word == 0)
    {
      if (++i == self->n_words)
        return self->n_bits;
      word = self->words[i];
    }
  return i * 64 + (guint32) __builtin_ctzll (word);
}

#define SOL_BITS_FOREACH(self, bit)                                   \
  for (guint32 bit = sol_bits_next ((self), 0); bit < (self)->n_bits; \
       bit = sol_bits_next ((self), bit + 1))

/**
 * SolRanks:
 *
 * Beside a #SolBits that no longer changes: how many members lie before a number, and which is the
 * n-th.
 */
typedef struct
{
  const SolBits *bits;
  guint32 *before; /* members before each row of 8 words */
  guint32 n;
} SolRanks;

void sol_ranks_init (SolRanks *self, const SolBits *bits);
void sol_ranks_clear (SolRanks *self);
guint32 sol_ranks_before (const SolRanks *self, guint32 bit);
guint32 sol_ranks_select (const SolRanks *self, guint32 nth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolBits, sol_bits_unref)

G_END_DECLS
