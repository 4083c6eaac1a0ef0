/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "search/sol-bits-private.h"

G_BEGIN_DECLS

/* A list of ascending numbers: blocks of { number, count - 1 } as 16-bit, then sorted 16-bit values
 * or, above 4096 of them, a bitmap. Reading trusts nothing: a list that does not hold ends where it
 * stops making sense. */
#define SOL_LIST_MAX_VALUES 4096u
#define SOL_LIST_BITMAP_SIZE (SOL_BLOCK_BITS / 8)

typedef struct
{
  guint32 number;
  guint32 count;
  const guint8 *data;
} SolListBlock;

static inline gboolean
sol_list_next_block (const guint8 **list, gsize *size, guint32 n_blocks, SolListBlock *block)
{
  guint16 head[2];
  gsize length;

  if (*size < sizeof head)
    return FALSE;
  memcpy (head, *list, sizeof head);
  block->number = head[0];
  block->count = head[1] + 1u;
  block->data = *list + sizeof head;
  length = sizeof head + (block->count <= SOL_LIST_MAX_VALUES ? block->count * sizeof (guint16)
                                                              : SOL_LIST_BITMAP_SIZE);
  if (block->number >= n_blocks || *size < length)
    return FALSE;
  *list += length;
  *size -= length;
  return TRUE;
}

static inline guint16
sol_list_value (const SolListBlock *block, guint32 i)
{
  guint16 value;

  memcpy (&value, block->data + i * sizeof value, sizeof value);
  return value;
}

static inline guint64
sol_list_word (const SolListBlock *block, guint32 i)
{
  guint64 word;

  memcpy (&word, block->data + i * sizeof word, sizeof word);
  return word;
}

void sol_list_append_block (GByteArray *list, guint block, const guint16 *values, guint32 n);
void sol_list_or (const guint8 *list, gsize size, SolBits *into);
guint32 sol_list_count (const guint8 *list, gsize size);
guint32 sol_list_count_in (const guint8 *list, gsize size, const SolBits *set);

G_END_DECLS
