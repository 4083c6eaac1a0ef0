/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-mistake-private.h"

#include <string.h>

#define MIN_ONE 4
#define MIN_TWO 8

static guint32
letters_of (const char *word, guint length)
{
  guint32 letters = 0;

  for (guint i = 0; i < length; i++)
    letters |= 1u << (word[i] & 31);
  return letters;
}

/* Returns: %FALSE for a word too short to guess from */
gboolean
sol_mistake_init (SolMistake *self, const char *word)
{
  self->word = word;
  self->length = (guint) strlen (word);
  self->max = self->length < MIN_ONE ? 0 : self->length < MIN_TWO ? 1 : 2;
  self->letters = letters_of (word, self->length);
  return self->max > 0 && self->length <= SOL_MISTAKE_MAX;
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

  if (length > self->length + self->max || length + self->max < self->length ||
      length > SOL_MISTAKE_MAX ||
      __builtin_popcount (self->letters ^ letters_of (other, length)) > 2 * (int) self->max)
    return FALSE;
  for (guint j = 0; j <= length; j++)
    rows[0][j] = (guint8) j;
  for (guint i = 1; i <= self->length; i++)
    {
      guint least = fill_row (self, i, other, length, rows);

      /* A swap reaches back two rows. */
      if (least > self->max && last > self->max)
        return FALSE;
      last = least;
    }
  return rows[self->length % 3][length] <= self->max;
}
