/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-text-diff.h"

#include <string.h>

/* Pairs of words, or of sentences; what has more differs as a whole. */
#define MAX_COMPARED 1000000
#define WORD_WEIGHT 60 /* spaces: no word is given up for the spaces around it */

/* Two texts made of the same words, as bytes where each begins; the end is one more. Texts that
 * are too long for that are first compared by their sentences. */

static gboolean
is_space (const char *at)
{
  return g_unichar_isspace (g_utf8_get_char (at));
}

/* A word, or the space between two. */
static const char *
skip_word (const char *at)
{
  const gboolean space = is_space (at);

  while (*at != '\0' && is_space (at) == space)
    at = g_utf8_next_char (at);
  return at;
}

/* With the space after it. */
static const char *
skip_sentence (const char *at)
{
  gboolean ends = FALSE;

  while (*at != '\0' && !(ends && !is_space (at)))
    {
      const char *next = g_utf8_next_char (at);

      ends = *at == '\n' || (ends && is_space (at)) ||
             (g_utf8_strchr (".!?…", -1, g_utf8_get_char (at)) != NULL && is_space (next));
      at = next;
    }
  return at;
}

typedef const char *(*Skip) (const char *at);

static GArray *
split (const char *text, gsize from, gsize to, Skip skip)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize at = from; at < to; at = (gsize) (skip (text + at) - text))
    g_array_append_val (starts, at);
  g_array_append_val (starts, to);
  return starts;
}

typedef struct
{
  const char *text;
  GArray *starts;
} Words;

static gsize
get_start (const Words *words, guint index)
{
  return g_array_index (words->starts, gsize, index);
}

static gboolean
is_same (const Words *a, guint i, const Words *b, guint j)
{
  const gsize length = get_start (a, i + 1) - get_start (a, i);

  return length == get_start (b, j + 1) - get_start (b, j) &&
         memcmp (a->text + get_start (a, i), b->text + get_start (b, j), length) == 0;
}

/* What is left of two texts without their common beginning and end. */
typedef struct
{
  const Words *a;
  const Words *b;
  guint from;
  guint n;
  guint m;
} Middle;

static Middle
find_middle (const Words *a, const Words *b)
{
  guint n = a->starts->len - 1;
  guint m = b->starts->len - 1;
  guint from = 0;

  while (from < n && from < m && is_same (a, from, b, from))
    from++;
  while (n > from && m > from && is_same (a, n - 1, b, m - 1))
    {
      n--;
      m--;
    }
  return (Middle){ a, b, from, n - from, m - from };
}

static guint16
weigh (const Words *words, guint index)
{
  return is_space (words->text + get_start (words, index)) ? 1 : WORD_WEIGHT;
}

/* Weight of the heaviest common rest from each pair of places on. */
static guint16 *
compare (const Middle *middle)
{
  const guint width = middle->m + 1;
  guint16 *lengths = g_new0 (guint16, (gsize) (middle->n + 1) * width);

  for (guint i = middle->n; i-- > 0;)
    for (guint j = middle->m; j-- > 0;)
      {
        guint16 *here = lengths + (gsize) i * width + j;

        *here = is_same (middle->a, middle->from + i, middle->b, middle->from + j)
                    ? here[width + 1] + weigh (middle->a, middle->from + i)
                    : MAX (here[1], here[width]);
      }
  return lengths;
}

static void
add_hunk (GArray *hunks, const Middle *middle, guint i, guint i_end, guint j, guint j_end)
{
  SolTextHunk hunk = { get_start (middle->a, middle->from + i),
                       get_start (middle->a, middle->from + i_end),
                       get_start (middle->b, middle->from + j),
                       get_start (middle->b, middle->from + j_end) };
  SolTextHunk *last = hunks->len > 0 ? &g_array_index (hunks, SolTextHunk, hunks->len - 1) : NULL;

  if (i == i_end && j == j_end)
    return;
  /* Words apart by a space alone are one change to who reads. */
  if (last != NULL && i > 0 && last->first_end == get_start (middle->a, middle->from + i - 1) &&
      is_space (middle->a->text + last->first_end))
    {
      last->first_end = hunk.first_end;
      last->second_end = hunk.second_end;
      return;
    }
  g_array_append_val (hunks, hunk);
}

static void
walk (const Middle *middle, const guint16 *lengths, GArray *hunks)
{
  const guint width = middle->m + 1;
  guint i = 0;
  guint j = 0;
  guint i_from = 0;
  guint j_from = 0;

  while (i < middle->n && j < middle->m)
    {
      const guint16 *here = lengths + (gsize) i * width + j;

      if (is_same (middle->a, middle->from + i, middle->b, middle->from + j))
        {
          add_hunk (hunks, middle, i_from, i, j_from, j);
          i_from = ++i;
          j_from = ++j;
        }
      else if (here[width] >= here[1])
        i++;
      else
        j++;
    }
  add_hunk (hunks, middle, i_from, middle->n, j_from, middle->m);
}

/* @skip: by what they are compared */
static gboolean
compare_by (Skip skip,
            const SolTextHunk *part,
            const char *first,
            const char *second,
            GArray *hunks)
{
  g_autoptr (GArray) first_starts = split (first, part->first, part->first_end, skip);
  g_autoptr (GArray) second_starts = split (second, part->second, part->second_end, skip);
  const Words a = { first, first_starts };
  const Words b = { second, second_starts };
  const Middle middle = find_middle (&a, &b);
  g_autofree guint16 *lengths = NULL;

  if ((guint64) middle.n * middle.m > MAX_COMPARED)
    return FALSE;
  lengths = compare (&middle);
  walk (&middle, lengths, hunks);
  return TRUE;
}

/**
 * sol_text_diff:
 *
 * Returns: (transfer full) (element-type SolTextHunk): where @first and @second differ, in order
 */
GArray *
sol_text_diff (const char *first, const char *second)
{
  const SolTextHunk whole = { 0, strlen (first), 0, strlen (second) };
  g_autoptr (GArray) sentences = g_array_new (FALSE, FALSE, sizeof (SolTextHunk));
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (SolTextHunk));

  if (compare_by (skip_word, &whole, first, second, hunks))
    return hunks;
  if (!compare_by (skip_sentence, &whole, first, second, sentences))
    g_array_append_val (sentences, whole);
  for (guint i = 0; i < sentences->len; i++)
    {
      const SolTextHunk *part = &g_array_index (sentences, SolTextHunk, i);

      if (!compare_by (skip_word, part, first, second, hunks))
        g_array_append_vals (hunks, part, 1);
    }
  return hunks;
}

static void
append_apart (GString *text, const char *part, gsize length)
{
  if (length > 0 && text->len > 0 && !is_space (part) &&
      !is_space (g_utf8_prev_char (text->str + text->len)))
    g_string_append_c (text, ' ');
  g_string_append_len (text, part, (gssize) length);
}

/**
 * sol_text_diff_combine:
 * @overlaps: (out): whether both say something else at one place, so that a person has to read it
 *
 * Returns: (transfer full): a text with the words of both
 */
char *
sol_text_diff_combine (const char *first, const char *second, gboolean *overlaps)
{
  g_autoptr (GArray) hunks = sol_text_diff (first, second);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;

  *overlaps = FALSE;
  for (guint i = 0; i < hunks->len; i++)
    {
      const SolTextHunk *hunk = &g_array_index (hunks, SolTextHunk, i);

      g_string_append_len (text, first + at, (gssize) (hunk->first_end - at));
      append_apart (text, second + hunk->second, hunk->second_end - hunk->second);
      at = hunk->first_end;
      *overlaps = *overlaps || (hunk->first < hunk->first_end && hunk->second < hunk->second_end);
    }
  if (hunks->len > 0)
    append_apart (text, first + at, strlen (first + at));
  else
    g_string_append (text, first);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
