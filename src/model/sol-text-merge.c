/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-text-merge.h"

#include "model/sol-text-diff.h"

/* One of the two who changed a text. */
typedef struct
{
  const char *text;
  GArray *hunks; /* of the base, and of his text */
  guint from;    /* the first hunk of the place that is merged */
  guint next;    /* the first after it */
} Side;

/* A place of the base that is merged, and who changed it. */
typedef struct
{
  Side mine;
  Side theirs;
  gsize start;
  gsize end;
} Place;

static const SolTextHunk *
get_hunk (const Side *side, guint index)
{
  return index < side->hunks->len ? &g_array_index (side->hunks, SolTextHunk, index) : NULL;
}

static gboolean
is_before (const SolTextHunk *a, const SolTextHunk *b)
{
  return b == NULL || a->first < b->first || (a->first == b->first && a->first_end <= b->first_end);
}

/* Two that only touch are two changes, but two that add at one place are one. */
static gboolean
reaches (const SolTextHunk *hunk, const Place *place)
{
  return (hunk->first < place->end && hunk->first_end > place->start) ||
         (hunk->first == hunk->first_end && hunk->first == place->start &&
          place->start == place->end);
}

static gboolean
grow (Place *place, Side *side)
{
  const guint before = side->next;
  const SolTextHunk *hunk;

  while ((hunk = get_hunk (side, side->next)) != NULL && reaches (hunk, place))
    {
      place->end = MAX (place->end, hunk->first_end);
      side->next++;
    }
  return side->next > before;
}

static gboolean
find_place (Place *place)
{
  const SolTextHunk *mine = get_hunk (&place->mine, place->mine.next);
  const SolTextHunk *theirs = get_hunk (&place->theirs, place->theirs.next);
  gboolean of_mine = mine != NULL && is_before (mine, theirs);
  const SolTextHunk *first = of_mine ? mine : theirs;
  gboolean grown = TRUE;

  place->mine.from = place->mine.next;
  place->theirs.from = place->theirs.next;
  if (first == NULL)
    return FALSE;
  place->start = first->first;
  place->end = first->first_end;
  (of_mine ? &place->mine : &place->theirs)->next++;
  while (grown)
    {
      grown = grow (place, &place->mine);
      grown = grow (place, &place->theirs) || grown;
    }
  return TRUE;
}

/* Returns: (transfer full): what a side that changed the place has there */
static char *
dup_part (const Side *side, const Place *place)
{
  const SolTextHunk *first = get_hunk (side, side->from);
  const SolTextHunk *last = get_hunk (side, side->next - 1);
  const gsize from = first->second - (first->first - place->start);
  const gsize to = last->second_end + (place->end - last->first_end);

  return g_strndup (side->text + from, to - from);
}

static void
append_apart (GString *text, const char *part, gsize length)
{
  if (length > 0 && text->len > 0 && !g_unichar_isspace (g_utf8_get_char (part)) &&
      !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text->str + text->len))))
    g_string_append_c (text, ' ');
  g_string_append_len (text, part, (gssize) length);
}

/* What one of them removed is gone, and what either wrote is there. */
static void
append_both (GString *text, const char *base, const Place *place)
{
  guint mine = place->mine.from;
  guint theirs = place->theirs.from;
  gsize at = place->start;

  while (mine < place->mine.next || theirs < place->theirs.next)
    {
      const SolTextHunk *my_hunk = mine < place->mine.next ? get_hunk (&place->mine, mine) : NULL;
      const SolTextHunk *their_hunk = theirs < place->theirs.next
                                          ? get_hunk (&place->theirs, theirs)
                                          : NULL;
      const gboolean of_mine = my_hunk != NULL && is_before (my_hunk, their_hunk);
      const SolTextHunk *hunk = of_mine ? my_hunk : their_hunk;

      if (hunk->first > at)
        append_apart (text, base + at, hunk->first - at);
      append_apart (text, (of_mine ? place->mine.text : place->theirs.text) + hunk->second,
                    hunk->second_end - hunk->second);
      at = MAX (at, hunk->first_end);
      *(of_mine ? &mine : &theirs) += 1;
    }
}

/* Returns: whether a person has to read it */
static gboolean
append_place (GString *text, const char *base, const Place *place)
{
  const gboolean of_mine = place->mine.next > place->mine.from;
  const gboolean of_theirs = place->theirs.next > place->theirs.from;
  g_autofree char *my_part = of_mine ? dup_part (&place->mine, place) : NULL;
  g_autofree char *their_part = of_theirs ? dup_part (&place->theirs, place) : NULL;
  const gboolean both = of_mine && of_theirs && !g_str_equal (my_part, their_part);
  const gsize before = text->len;

  if (both)
    append_both (text, base, place);
  else
    g_string_append (text, of_mine ? my_part : their_part);
  return both && text->len > before; /* to what both took away there is nothing to read */
}

/**
 * sol_text_merge:
 * @base: what both began with
 * @overlaps: (nullable) (element-type SolTextOverlap): takes the places that a person has to read,
 *   in order
 *
 * Lays what two people changed of one text together, word by word: what one removed is gone, what
 * one added is there, and where both changed the same words the words of both stand.
 *
 * Returns: (transfer full): the text
 */
char *
sol_text_merge (const char *base, const char *mine, const char *theirs, GArray *overlaps)
{
  g_autoptr (GArray) my_hunks = sol_text_diff (base, mine);
  g_autoptr (GArray) their_hunks = sol_text_diff (base, theirs);
  GString *text = g_string_new (NULL);
  Place place = { { mine, my_hunks, 0, 0 }, { theirs, their_hunks, 0, 0 }, 0, 0 };
  gsize at = 0;

  while (find_place (&place))
    {
      SolTextOverlap overlap;

      g_string_append_len (text, base + at, (gssize) (place.start - at));
      overlap.start = text->len;
      at = place.end;
      if (!append_place (text, base, &place) || overlaps == NULL)
        continue;
      overlap.end = text->len;
      g_array_append_val (overlaps, overlap);
    }
  g_string_append (text, base + at);
  return g_string_free (text, FALSE);
}
