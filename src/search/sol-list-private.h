/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "search/sol-bits-private.h"

G_BEGIN_DECLS

/* A list of ascending numbers, in blocks of 65 536. The head of a block, 16 bits, is its number
 * and, in the lowest four, its form: a bitmap, so many sorted 16-bit values, or what the next 16
 * bits tell the length of: values again, or steps. A step, of a byte, is how far the next member is
 * from the one before, or from 0; 255 goes so far and meets none. The builder takes what is
 * shortest. Reading trusts nothing: a list that does not hold ends where it stops making sense. */
#define SOL_LIST_MAX_VALUES 4096u /* beyond it a bitmap */
#define SOL_LIST_BITMAP_SIZE (SOL_BLOCK_BITS / 8)
#define SOL_LIST_MAX_BLOCKS 4096u
#define SOL_LIST_FAR 255u

typedef enum
{
  SOL_LIST_BITMAP,
  /* 1 to 13: so many values */
  SOL_LIST_VALUES = 14, /* and their number */
  SOL_LIST_STEPS        /* and the bytes of them, which are even */
} SolListForm;

typedef struct
{
  guint32 number;
  SolListForm form;
  guint32 count; /* values, or bytes of steps */
  const guint8 *data;
} SolListBlock;

static inline gboolean
sol_list_next_block (const guint8 **list, gsize *size, guint32 n_blocks, SolListBlock *block)
{
  guint16 head[2] = { 0 };
  gsize start, length;

  if (*size < sizeof *head)
    return FALSE;
  memcpy (head, *list, MIN (*size, sizeof head));
  block->number = head[0] >> 4;
  block->count = head[0] & 15;
  block->form = block->count == 0 ? SOL_LIST_BITMAP : MAX (block->count, SOL_LIST_VALUES);
  start = block->count < SOL_LIST_VALUES ? sizeof *head : sizeof head;
  if (block->count >= SOL_LIST_VALUES)
    block->count = head[1];
  length = block->form == SOL_LIST_BITMAP  ? SOL_LIST_BITMAP_SIZE
           : block->form == SOL_LIST_STEPS ? block->count
                                           : block->count * sizeof (guint16);
  if (block->number >= n_blocks || length > SOL_LIST_BITMAP_SIZE || *size < start ||
      *size - start < length)
    return FALSE;
  block->data = *list + start;
  *list += start + length;
  *size -= start + length;
  return TRUE;
}

/* Goes on to the next value or step of a block that is no bitmap, @i counting them and @at being
 * the number in the block. The form comes as a constant, so that no step asks for it. Returns:
 * whether there is a member; it wraps rather than leave the block */
SOL_INLINE gboolean
sol_list_step (const SolListBlock *block, SolListForm form, guint32 i, guint32 *at)
{
  guint16 value;

  if (form == SOL_LIST_STEPS)
    {
      *at = (*at + block->data[i]) % SOL_BLOCK_BITS;
      return block->data[i] != SOL_LIST_FAR;
    }
  memcpy (&value, block->data + i * sizeof value, sizeof value);
  *at = value;
  return TRUE;
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
guint32 sol_list_count_in (const guint8 *list, gsize size, const SolBits *set);

G_END_DECLS
