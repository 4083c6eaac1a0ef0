/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-mistake-private.h"

#include <string.h>

#include "search/sol-bits-private.h"

#define MIN_ONE 4
#define MIN_TWO 8

SolShape
sol_shape_of (const char *word, guint length)
{
  SolShape shape = { 0, length };

  for (guint i = 0; i < length; i++)
    shape.letters |= 1u << (word[i] & 31);
  return shape;
}

/* Returns: %FALSE for a word too short to guess from */
gboolean
sol_mistake_init (SolMistake *self, const char *word)
{
  self->word = word;
  self->shape = sol_shape_of (word, (guint) strlen (word));
  self->max = self->shape.length < MIN_ONE ? 0 : self->shape.length < MIN_TWO ? 1 : 2;
  return self->max > 0 && self->shape.length <= SOL_MISTAKE_MAX;
}

/* Whether a word of that shape can be it: a mistake changes the length by one and, where a letter
 * is put for another, two of the letters it has. */
SOL_INLINE gboolean
shape_fits (const SolMistake *self, SolShape other)
{
  return other.length <= self->shape.length + self->max &&
         other.length + self->max >= self->shape.length &&
         __builtin_popcount (self->shape.letters ^ other.letters) <= 2 * (int) self->max;
}

SOL_INLINE guint
find_next (const SolMistake *self, const SolShape *shapes, guint n, guint from)
{
  while (from < n && !shape_fits (self, shapes[from]))
    from++;
  return from;
}

SOL_WITH_FAST static guint
find_next_fast (const SolMistake *self, const SolShape *shapes, guint n, guint from)
{
  return find_next (self, shapes, n, from);
}

static guint
find_next_plain (const SolMistake *self, const SolShape *shapes, guint n, guint from)
{
  return find_next (self, shapes, n, from);
}

/* Returns: the first from @from on that sol_mistake_is() need be asked about, or @n */
guint
sol_mistake_next (const SolMistake *self, const SolShape *shapes, guint n, guint from)
{
  return SOL_HAS_FAST () ? find_next_fast (self, shapes, n, from)
                         : find_next_plain (self, shapes, n, from);
}

static guint
min3 (guint a, guint b, guint c)
{
  return MIN (a, MIN (b, c));
}

/* One row of the distances: of the first @i letters of ours from each beginning of the other. */
static guint
fill_row (const SolMistake *self,
          guint i,
          const char *other,
          guint length,
          guint8 rows[3][SOL_MISTAKE_MAX + 1])
{
  const guint8 *before = rows[(i + 1) % 3], *above = rows[(i + 2) % 3];
  guint8 *row = rows[i % 3];
  guint least = i;

  row[0] = (guint8) i;
  for (guint j = 1; j <= length; j++)
    {
      guint changed = self->word[i - 1] != other[j - 1];
      guint cost = min3 (above[j] + 1u, row[j - 1] + 1u, above[j - 1] + changed);

      if (i > 1 && j > 1 && self->word[i - 1] == other[j - 2] && self->word[i - 2] == other[j - 1])
        cost = MIN (cost, before[j - 2] + 1u);
      row[j] = (guint8) cost;
      least = MIN (least, cost);
    }
  return least;
}

/* Whether @other, of @length letters, is the word but for its mistakes. */
gboolean
sol_mistake_is (const SolMistake *self, const char *other, guint length)
{
  guint8 rows[3][SOL_MISTAKE_MAX + 1];
  guint last = 0;

  if (length > SOL_MISTAKE_MAX || !shape_fits (self, sol_shape_of (other, length)))
    return FALSE;
  for (guint j = 0; j <= length; j++)
    rows[0][j] = (guint8) j;
  for (guint i = 1; i <= self->shape.length; i++)
    {
      guint least = fill_row (self, i, other, length, rows);

      /* A swap reaches back two rows. */
      if (least > self->max && last > self->max)
        return FALSE;
      last = least;
    }
  return rows[self->shape.length % 3][length] <= self->max;
}
