/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/sol-list-private.h"

static void
append_head (GByteArray *list, guint block, guint form)
{
  guint16 head = (guint16) (block << 4 | form);

  g_byte_array_append (list, (const guint8 *) &head, sizeof head);
}

static void
append_bitmap (GByteArray *list, const guint16 *values, guint32 n)
{
  g_autofree guint64 *bitmap = g_new0 (guint64, SOL_BLOCK_WORDS);

  for (guint32 i = 0; i < n; i++)
    bitmap[values[i] / 64] |= (guint64) 1 << (values[i] % 64);
  g_byte_array_append (list, (const guint8 *) bitmap, SOL_LIST_BITMAP_SIZE);
}

/* How many bytes as many steps take. */
static guint32
count_steps (const guint16 *values, guint32 n)
{
  guint32 count = n;

  for (guint32 i = 0; i < n; i++)
    count += (values[i] - (i == 0 ? 0u : values[i - 1])) / SOL_LIST_FAR;
  return count + count % 2;
}

static void
append_steps (GByteArray *list, const guint16 *values, guint32 n, guint16 count)
{
  guint at = list->len + sizeof count;
  guint end = at + count;

  g_byte_array_append (list, (const guint8 *) &count, sizeof count);
  g_byte_array_set_size (list, end);
  memset (list->data + at, SOL_LIST_FAR, count); /* what is left over at the end is far too */
  for (guint32 i = 0; i < n; i++)
    {
      guint step = values[i] - (i == 0 ? 0u : values[i - 1]);

      at += step / SOL_LIST_FAR;
      list->data[at++] = (guint8) (step % SOL_LIST_FAR);
    }
}

/**
 * sol_list_append_block:
 * @block: below %SOL_LIST_MAX_BLOCKS
 * @values: (array length=n): ascending, 1 to 65 536 of them
 */
void
sol_list_append_block (GByteArray *list, guint block, const guint16 *values, guint32 n)
{
  guint32 n_steps = count_steps (values, n);
  guint16 count = (guint16) n;

  if (n > SOL_LIST_MAX_VALUES)
    {
      append_head (list, block, SOL_LIST_BITMAP);
      append_bitmap (list, values, n);
      return;
    }
  if (n_steps < n * sizeof *values)
    {
      append_head (list, block, SOL_LIST_STEPS);
      append_steps (list, values, n, (guint16) n_steps);
      return;
    }
  append_head (list, block, MIN (n, SOL_LIST_VALUES));
  if (n >= SOL_LIST_VALUES)
    g_byte_array_append (list, (const guint8 *) &count, sizeof count);
  g_byte_array_append (list, (const guint8 *) values, n * sizeof *values);
}

SOL_INLINE void
or_members (const SolListBlock *block, SolListForm form, guint64 *words)
{
  for (guint32 i = 0, at = 0; i < block->count; i++)
    {
      guint64 is_member = (guint64) sol_list_step (block, form, i, &at);

      words[at / 64] |= is_member << (at % 64);
    }
}

SOL_INLINE void
or_block (const SolListBlock *block, guint64 *words)
{
  if (block->form == SOL_LIST_STEPS)
    or_members (block, SOL_LIST_STEPS, words);
  else if (block->form == SOL_LIST_VALUES)
    or_members (block, SOL_LIST_VALUES, words);
  else
    for (guint32 i = 0; i < SOL_BLOCK_WORDS; i++)
      words[i] |= sol_list_word (block, i);
}

SOL_INLINE void
or_list (const guint8 *list, gsize size, SolBits *into)
{
  SolListBlock block;

  while (sol_list_next_block (&list, &size, into->n_words / SOL_BLOCK_WORDS, &block))
    or_block (&block, into->words + block.number * SOL_BLOCK_WORDS);
}

SOL_WITH_FAST static void
or_fast (const guint8 *list, gsize size, SolBits *into)
{
  or_list (list, size, into);
}

static void
or_plain (const guint8 *list, gsize size, SolBits *into)
{
  or_list (list, size, into);
}

/* Adds its members to @into. */
void
sol_list_or (const guint8 *list, gsize size, SolBits *into)
{
  if (SOL_HAS_FAST ())
    or_fast (list, size, into);
  else
    or_plain (list, size, into);
}

SOL_INLINE guint32
count_members_in (const SolListBlock *block, SolListForm form, const guint64 *words)
{
  guint32 n = 0;

  for (guint32 i = 0, at = 0; i < block->count; i++)
    {
      guint32 is_member = (guint32) sol_list_step (block, form, i, &at);

      n += is_member & (guint32) (words[at / 64] >> (at % 64));
    }
  return n;
}

SOL_INLINE guint32
count_in_block (const SolListBlock *block, const guint64 *words)
{
  guint32 n = 0;

  if (block->form == SOL_LIST_STEPS)
    return count_members_in (block, SOL_LIST_STEPS, words);
  if (block->form == SOL_LIST_VALUES)
    return count_members_in (block, SOL_LIST_VALUES, words);
  for (guint32 i = 0; i < SOL_BLOCK_WORDS; i++)
    n += (guint32) __builtin_popcountll (words[i] & sol_list_word (block, i));
  return n;
}

SOL_INLINE guint32
count_in (const guint8 *list, gsize size, const SolBits *set)
{
  SolListBlock block;
  guint32 n = 0;

  while (sol_list_next_block (&list, &size, set->n_words / SOL_BLOCK_WORDS, &block))
    n += count_in_block (&block, set->words + block.number * SOL_BLOCK_WORDS);
  return n;
}

SOL_WITH_FAST static guint32
count_in_fast (const guint8 *list, gsize size, const SolBits *set)
{
  return count_in (list, size, set);
}

static guint32
count_in_plain (const guint8 *list, gsize size, const SolBits *set)
{
  return count_in (list, size, set);
}

/* How many of its members are in @set. */
guint32
sol_list_count_in (const guint8 *list, gsize size, const SolBits *set)
{
  return SOL_HAS_FAST () ? count_in_fast (list, size, set) : count_in_plain (list, size, set);
}
