/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/sol-list-private.h"

/**
 * sol_list_append_block:
 * @values: (array length=n): ascending, 1 to 65 536 of them
 */
void
sol_list_append_block (GByteArray *list, guint block, const guint16 *values, guint32 n)
{
  guint16 head[] = { (guint16) block, (guint16) (n - 1) };
  guint64 *bitmap = NULL;
  guint offset;

  g_byte_array_append (list, (const guint8 *) head, sizeof head);
  if (n <= SOL_LIST_MAX_VALUES)
    {
      g_byte_array_append (list, (const guint8 *) values, n * sizeof *values);
      return;
    }
  offset = list->len;
  g_byte_array_set_size (list, offset + SOL_LIST_BITMAP_SIZE);
  bitmap = g_new0 (guint64, SOL_BLOCK_WORDS);
  for (guint32 i = 0; i < n; i++)
    bitmap[values[i] / 64] |= (guint64) 1 << (values[i] % 64);
  memcpy (list->data + offset, bitmap, SOL_LIST_BITMAP_SIZE);
  g_free (bitmap);
}

void
sol_list_or (const guint8 *list, gsize size, SolBits *into)
{
  SolListBlock block;

  while (sol_list_next_block (&list, &size, into->n_words / SOL_BLOCK_WORDS, &block))
    {
      guint64 *words = into->words + block.number * SOL_BLOCK_WORDS;

      if (block.count <= SOL_LIST_MAX_VALUES)
        for (guint32 i = 0; i < block.count; i++)
          {
            guint16 value = sol_list_value (&block, i);

            words[value / 64] |= (guint64) 1 << (value % 64);
          }
      else
        for (guint32 i = 0; i < SOL_BLOCK_WORDS; i++)
          words[i] |= sol_list_word (&block, i);
    }
}

/* How many members it claims. */
guint32
sol_list_count (const guint8 *list, gsize size)
{
  SolListBlock block;
  guint32 n = 0;

  while (sol_list_next_block (&list, &size, SOL_BLOCK_BITS, &block))
    n += block.count;
  return n;
}

SOL_INLINE guint32
count_in (const guint8 *list, gsize size, const SolBits *set)
{
  SolListBlock block;
  guint32 n = 0;

  while (sol_list_next_block (&list, &size, set->n_words / SOL_BLOCK_WORDS, &block))
    {
      const guint64 *words = set->words + block.number * SOL_BLOCK_WORDS;

      if (block.count <= SOL_LIST_MAX_VALUES)
        for (guint32 i = 0; i < block.count; i++)
          {
            guint16 value = sol_list_value (&block, i);

            n += (guint32) (words[value / 64] >> (value % 64) & 1);
          }
      else
        for (guint32 i = 0; i < SOL_BLOCK_WORDS; i++)
          n += (guint32) __builtin_popcountll (words[i] & sol_list_word (&block, i));
    }
  return n;
}

SOL_WITH_POPCNT static guint32
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
  return SOL_HAS_POPCNT () ? count_in_fast (list, size, set) : count_in_plain (list, size, set);
}
