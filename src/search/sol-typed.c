/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-text.h"
#include "search/sol-catalogue-private.h"
#include "search/sol-mistake-private.h"

#define MIN_NUMBER 9 /* digits of a SIREN */
#define MAX_WORDS 32 /* further ones are not looked up */
#define MIN_PLURAL 4 /* letters */
#define MAX_FOUND 32 /* words told to be marked */

static void
take_word (const char *word, gpointer data)
{
  GPtrArray *words = data;

  if (words->len < MAX_WORDS)
    g_ptr_array_add (words, g_strdup (word));
}

/* A SIREN or a SIRET, perhaps not typed to its end, with whatever spaces. */
static gboolean
read_number (SolTyped *self, const char *text)
{
  guint64 number = 0;
  guint n = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isspace (c))
        continue;
      if (c < '0' || c > '9' || ++n > SOL_SIRET_DIGITS)
        return FALSE;
      number = number * 10 + (c - '0');
    }
  if (n < MIN_NUMBER)
    return FALSE;
  self->low = number;
  self->high = number + 1;
  for (; n < SOL_SIRET_DIGITS; n++)
    {
      self->low *= 10;
      self->high *= 10;
    }
  return TRUE;
}

void
sol_typed_init (SolTyped *self, const char *text)
{
  memset (self, 0, sizeof *self);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->found = g_ptr_array_new_with_free_func (g_free);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return;
  self->has_digits = read_number (self, text);
  if (!self->has_digits)
    sol_text_fold_words (text, take_word, self->words);
}

void
sol_typed_clear (SolTyped *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

gboolean
sol_typed_is_empty (const SolTyped *self)
{
  return !self->has_digits && self->words->len == 0;
}

static SolBits *
find_number (const SolTyped *self, const SolSegment *segment)
{
  SolBits *found = sol_bits_new (segment->n_documents);

  for (guint32 i = 0; i < segment->n_documents; i++)
    if (sol_segment_get_siret (segment, i) - self->low < self->high - self->low)
      sol_bits_set (found, i);
  return found;
}

static void
or_lists (const SolTermCursor *cursor, SolBits *lists[SOL_N_LISTS])
{
  for (guint i = 0; i < SOL_N_LISTS; i++)
    sol_list_or (cursor->lists[i], cursor->sizes[i], lists[i]);
}

static void
or_prefix (const SolSpace *space, const char *prefix, SolBits *lists[SOL_N_LISTS])
{
  SolTermCursor cursor;

  sol_term_cursor_init (&cursor, space, prefix);
  while (sol_term_cursor_next_with (&cursor, prefix))
    or_lists (&cursor, lists);
  for (guint i = 0; i < SOL_N_LISTS; i++)
    sol_bits_trim (lists[i]);
}

static int
letter_index (char letter)
{
  if (g_ascii_isdigit (letter))
    return letter - '0';
  return g_ascii_islower (letter) ? letter - 'a' + 10 : -1;
}

/* The widest prefixes cost the most and are the fewest: once read they are kept. */
static void
or_letter (SolSegment *segment, char letter, SolBits *lists[SOL_N_LISTS])
{
  SolLetter *kept = &segment->letters[letter_index (letter)];
  const char prefix[] = { letter, '\0' };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&segment->lock);

  if (kept->lists[0] == NULL)
    {
      for (guint i = 0; i < SOL_N_LISTS; i++)
        kept->lists[i] = sol_bits_new (segment->n_documents);
      or_prefix (&segment->spaces[SOL_SPACE_DOCUMENTS], prefix, kept->lists);
    }
  for (guint i = 0; i < SOL_N_LISTS; i++)
    sol_bits_or (lists[i], kept->lists[i]);
}

/* The word without the s or x of a plural. */
static void
or_singular (const SolSpace *space, const char *word, SolBits *lists[SOL_N_LISTS])
{
  gsize length = strlen (word);
  g_autofree char *singular = NULL;
  SolTermCursor cursor;

  if (length < MIN_PLURAL || strchr ("sx", word[length - 1]) == NULL)
    return;
  singular = g_strndup (word, length - 1);
  if (!sol_space_find (space, singular, &cursor))
    return;
  or_lists (&cursor, lists);
  for (guint i = 0; i < SOL_N_LISTS; i++)
    sol_bits_trim (lists[i]);
}

static void
note_found (SolTyped *self, const char *word)
{
  if (self->found->len < MAX_FOUND &&
      !g_ptr_array_find_with_equal_func (self->found, word, g_str_equal, NULL))
    g_ptr_array_add (self->found, g_strdup (word));
}

/* The words of the catalogue that are this one with a mistake. */
static void
or_mistaken (SolTyped *self, SolSegment *segment, const char *word, SolBits *lists[SOL_N_LISTS])
{
  const SolSpace *space = &segment->spaces[SOL_SPACE_DOCUMENTS];
  const SolShape *shapes = sol_segment_get_shapes (segment);
  guint32 n = space->n_terms - segment->first_word;
  SolMistake mistake;
  SolTermCursor cursor;

  if (!sol_mistake_init (&mistake, word))
    return;
  sol_term_cursor_init (&cursor, space, SOL_FIRST_WORD);
  for (guint32 i = sol_mistake_next (&mistake, shapes, n, 0); i < n;
       i = sol_mistake_next (&mistake, shapes, n, i + 1))
    if (sol_term_cursor_go (&cursor, segment->first_word + i) &&
        sol_mistake_is (&mistake, cursor.term, cursor.length))
      {
        or_lists (&cursor, lists);
        note_found (self, cursor.term);
      }
  for (guint i = 0; i < SOL_N_LISTS; i++)
    sol_bits_trim (lists[i]);
}

static void
find_word (SolTyped *self, SolSegment *segment, const char *word, SolTextHits *hits)
{
  const SolSpace *space = &segment->spaces[SOL_SPACE_DOCUMENTS];
  g_autoptr (SolBits) name = sol_bits_new (segment->n_documents);
  g_autoptr (SolBits) elsewhere = sol_bits_new (segment->n_documents);
  SolBits *lists[] = { name, elsewhere };

  if (word[1] == '\0' && letter_index (word[0]) >= 0)
    or_letter (segment, word[0], lists);
  else
    or_prefix (space, word, lists);
  or_singular (space, word, lists);
  if (self->widened)
    or_mistaken (self, segment, word, lists);
  sol_bits_or (elsewhere, name);
  if (hits->all == NULL)
    {
      hits->all = g_steal_pointer (&elsewhere);
      hits->name = g_steal_pointer (&name);
      return;
    }
  sol_bits_and (hits->all, elsewhere);
  sol_bits_and (hits->name, name);
}

/**
 * sol_typed_find:
 * @hits: (out caller-allocates): the documents that have every word, as a prefix or as a plural
 */
void
sol_typed_find (SolTyped *self, SolSegment *segment, SolTextHits *hits)
{
  hits->all = hits->name = NULL;
  if (self->has_digits)
    hits->all = find_number (self, segment);
  for (guint i = 0; i < self->words->len; i++)
    find_word (self, segment, g_ptr_array_index (self->words, i), hits);
}
