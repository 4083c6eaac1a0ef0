/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-owners-private.h"

#include "search/sol-list-private.h"

/* Between documents and their activities, which follow one another: a bit of the starts says where
 * those of the next document begin. A word of 64 activities is worked on at once. */

SOL_INLINE void
fold (const guint64 *starts, const SolBits *activities, SolBits *documents)
{
  guint32 before = 0;

  for (guint32 i = 0; i < activities->n_words; i++)
    {
      for (guint64 word = activities->words[i]; word != 0; word &= word - 1)
        {
          guint64 until = word ^ (word - 1); /* up to the lowest bit */

          sol_bits_set (documents, before + (guint32) __builtin_popcountll (starts[i] & until) - 1);
        }
      before += (guint32) __builtin_popcountll (starts[i]);
    }
}

SOL_WITH_FAST static void
fold_fast (const guint64 *starts, const SolBits *activities, SolBits *documents)
{
  fold (starts, activities, documents);
}

static void
fold_plain (const guint64 *starts, const SolBits *activities, SolBits *documents)
{
  fold (starts, activities, documents);
}

/* Returns: (transfer full): the documents that the activities are of */
SolBits *
sol_owners_fold (const SolSegment *segment, const SolBits *activities)
{
  SolBits *documents = sol_bits_new (segment->n_documents);

  if (SOL_HAS_FAST ())
    fold_fast (segment->starts->words, activities, documents);
  else
    fold_plain (segment->starts->words, activities, documents);
  return documents;
}

/* The 64 members from @from on. */
static inline guint64
get_word (const SolBits *bits, guint32 from)
{
  guint32 i = from / 64, shift = from % 64;
  guint64 word = i < bits->n_words ? bits->words[i] >> shift : 0;

  return shift > 0 && i + 1 < bits->n_words ? word | bits->words[i + 1] << (64 - shift) : word;
}

/* Moves the lowest bits of @bits to where @places has one. */
typedef guint64 (*Deposit) (guint64 bits, guint64 places);

static inline guint64
deposit_plain (guint64 bits, guint64 places)
{
  guint64 spread = 0;

  for (; places != 0; places &= places - 1, bits >>= 1)
    spread |= (places & -places) & -(bits & 1);
  return spread;
}

/* The activities of a run of documents that are kept go from the start of its first one to that of
 * the first one after it. The difference of the two, as numbers, is all the bits from one to the
 * other. */
SOL_INLINE void
keep (const guint64 *starts, const SolBits *documents, SolBits *activities, Deposit deposit)
{
  guint64 last = 0; /* whether the document before is kept */
  guint32 before = 0;

  for (guint32 i = 0; i < activities->n_words; i++)
    {
      guint32 n = (guint32) __builtin_popcountll (starts[i]);
      guint64 kept = get_word (documents, before);
      guint64 ahead = kept << 1 | last;
      guint64 from = deposit (kept & ~ahead, starts[i]);
      guint64 to = deposit (~kept & ahead, starts[i]);

      activities->words[i] &= to - from - last;
      last = n > 0 ? kept >> (n - 1) & 1 : last;
      before += n;
    }
}

static void
keep_plain (const guint64 *starts, const SolBits *documents, SolBits *activities)
{
  keep (starts, documents, activities, deposit_plain);
}

#if defined(__x86_64__)

SOL_WITH_FAST static inline guint64
deposit_fast (guint64 bits, guint64 places)
{
  return __builtin_ia32_pdep_di (bits, places);
}

SOL_WITH_FAST static void
keep_fast (const guint64 *starts, const SolBits *documents, SolBits *activities)
{
  keep (starts, documents, activities, deposit_fast);
}
#else
#define keep_fast keep_plain
#endif

/* Leaves the activities of these documents. */
void
sol_owners_keep (const SolSegment *segment, const SolBits *documents, SolBits *activities)
{
  if (SOL_HAS_FAST ())
    keep_fast (segment->starts->words, documents, activities);
  else
    keep_plain (segment->starts->words, documents, activities);
}

/* How many documents have members in a block that is a bitmap. All members but the last of a
 * document's activities are added to all ones: a carry arrives at the last when there is any.
 * @end: activities below it are of a document that counts already */
SOL_INLINE guint32
count_bitmap (const SolListBlock *block,
              const SolBits *starts,
              const SolBits *activities,
              guint32 *end)
{
  guint32 first = block->number * SOL_BLOCK_BITS;
  gboolean counted = *end > first;
  guint32 n = 0;

  for (guint32 i = 0; i < SOL_BLOCK_WORDS; i++)
    {
      guint64 heads = starts->words[first / 64 + i];
      guint64 lasts = heads >> 1;
      guint64 word = activities->words[first / 64 + i] & sol_list_word (block, i);
      guint64 sum;
      gboolean over;

      if (counted)
        word &= -(heads & -heads); /* what is before the first head, or all */
      over = __builtin_add_overflow (word & ~lasts, ~lasts, &sum);
      n += (guint32) __builtin_popcountll ((sum | word) & lasts) + over;
      counted = over || (counted && heads == 0);
    }
  if (counted)
    *end = sol_bits_next (starts, first + SOL_BLOCK_BITS);
  return n;
}

/* Likewise of another block. */
SOL_INLINE guint32
count_members (const SolListBlock *block,
               SolListForm form,
               const SolBits *starts,
               const SolBits *activities,
               guint32 *end)
{
  guint32 n = 0;

  for (guint32 i = 0, at = 0; i < block->count; i++)
    {
      gboolean is_member = sol_list_step (block, form, i, &at);
      guint32 activity = block->number * SOL_BLOCK_BITS + at;

      if (!is_member || activity < *end || !sol_bits_has (activities, activity))
        continue;
      n++;
      *end = sol_bits_next (starts, activity + 1);
    }
  return n;
}

SOL_INLINE guint32
count (const SolBits *starts, const guint8 *list, gsize size, const SolBits *activities)
{
  guint32 n = 0, end = 0;
  SolListBlock block;

  while (sol_list_next_block (&list, &size, activities->n_words / SOL_BLOCK_WORDS, &block))
    if (block.form == SOL_LIST_STEPS)
      n += count_members (&block, SOL_LIST_STEPS, starts, activities, &end);
    else if (block.form == SOL_LIST_VALUES)
      n += count_members (&block, SOL_LIST_VALUES, starts, activities, &end);
    else
      n += count_bitmap (&block, starts, activities, &end);
  return n;
}

SOL_WITH_FAST static guint32
count_fast (const SolBits *starts, const guint8 *list, gsize size, const SolBits *activities)
{
  return count (starts, list, size, activities);
}

static guint32
count_plain (const SolBits *starts, const guint8 *list, gsize size, const SolBits *activities)
{
  return count (starts, list, size, activities);
}

/* How many documents have an activity that is in the list and in the set. */
guint32
sol_owners_count (const SolSegment *segment,
                  const guint8 *list,
                  gsize size,
                  const SolBits *activities)
{
  return SOL_HAS_FAST () ? count_fast (segment->starts, list, size, activities)
                         : count_plain (segment->starts, list, size, activities);
}
