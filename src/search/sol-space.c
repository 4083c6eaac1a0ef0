/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/sol-space-private.h"

static void
go_to_head (SolTermCursor *self, guint32 head)
{
  const SolSpace *space = self->space;
  gsize offset = space->heads[head].term;

  self->next = head * SOL_TERMS_PER_HEAD;
  self->length = 0;
  self->at = offset > space->terms_size ? NULL : space->terms + offset;
  self->left = offset > space->terms_size ? 0 : space->terms_size - offset;
  for (guint i = 0; i < SOL_N_LISTS; i++)
    self->offsets[i] = space->heads[head].lists[i] * (gsize) 2;
}

static gboolean
read_byte (SolTermCursor *self, guint8 *byte)
{
  if (self->left == 0)
    return FALSE;
  *byte = *self->at++;
  self->left--;
  return TRUE;
}

static gboolean
read_size (SolTermCursor *self, gsize *size)
{
  guint64 value = 0;
  guint8 byte;

  for (guint shift = 0; shift < 35; shift += 7)
    {
      if (!read_byte (self, &byte))
        return FALSE;
      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          *size = value * 2;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
read_term (SolTermCursor *self)
{
  guint8 shared, rest;

  if (!read_byte (self, &shared) || !read_byte (self, &rest) || shared > self->length ||
      shared + rest > (int) SOL_TERM_MAX || rest > self->left)
    return FALSE;
  memcpy (self->term + shared, self->at, rest);
  self->at += rest;
  self->left -= rest;
  self->length = shared + rest;
  self->term[self->length] = '\0';
  return TRUE;
}

/* Goes to the next term; %FALSE at the end, or where the dictionary is damaged. */
gboolean
sol_term_cursor_next (SolTermCursor *self)
{
  const SolSpace *space = self->space;

  if (self->next >= space->n_terms)
    return FALSE;
  if (self->next % SOL_TERMS_PER_HEAD == 0)
    go_to_head (self, self->next / SOL_TERMS_PER_HEAD);
  if (!read_term (self))
    return FALSE;
  for (guint i = 0; i < space->n_lists; i++)
    {
      if (!read_size (self, &self->sizes[i]) || self->offsets[i] > space->lists_size[i] ||
          self->sizes[i] > space->lists_size[i] - self->offsets[i])
        return FALSE;
      self->lists[i] = space->lists[i] + self->offsets[i];
      self->offsets[i] += self->sizes[i];
    }
  self->next++;
  return TRUE;
}

/* Goes to the term of that place in the dictionary; cheaper on than back. */
gboolean
sol_term_cursor_go (SolTermCursor *self, guint32 place)
{
  if (place < self->next || place / SOL_TERMS_PER_HEAD > self->next / SOL_TERMS_PER_HEAD)
    self->next = place - place % SOL_TERMS_PER_HEAD;
  while (self->next <= place)
    if (!sol_term_cursor_next (self))
      return FALSE;
  return TRUE;
}

/* Whether the first term of a head is before @from. */
static gboolean
head_is_before (SolTermCursor *self, guint32 head, const char *from)
{
  go_to_head (self, head);
  return read_term (self) && strcmp (self->term, from) < 0;
}

/**
 * sol_term_cursor_init:
 *
 * Before the first term that is not smaller than @from: the next step reaches it.
 */
void
sol_term_cursor_init (SolTermCursor *self, const SolSpace *space, const char *from)
{
  guint32 low = 0;
  guint32 high = space->n_terms / SOL_TERMS_PER_HEAD + (space->n_terms % SOL_TERMS_PER_HEAD != 0);

  memset (self, 0, sizeof *self);
  self->space = space;
  while (high > low + 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (head_is_before (self, middle, from))
        low = middle;
      else
        high = middle;
    }
  self->next = low * SOL_TERMS_PER_HEAD;
  for (SolTermCursor ahead = *self; sol_term_cursor_next (&ahead);)
    {
      if (strcmp (ahead.term, from) >= 0)
        break;
      *self = ahead;
    }
}

/* Goes to the next term, as long as it begins with @prefix. */
gboolean
sol_term_cursor_next_with (SolTermCursor *self, const char *prefix)
{
  return sol_term_cursor_next (self) && g_str_has_prefix (self->term, prefix);
}

/* How many terms are smaller than @term. */
guint32
sol_term_cursor_find_place (const SolSpace *space, const char *term)
{
  SolTermCursor cursor;

  sol_term_cursor_init (&cursor, space, term);
  return cursor.next;
}

gboolean
sol_space_find (const SolSpace *space, const char *term, SolTermCursor *cursor)
{
  sol_term_cursor_init (cursor, space, term);
  return sol_term_cursor_next (cursor) && strcmp (cursor->term, term) == 0;
}

/* Adds what the first list of @term holds. */
gboolean
sol_space_or_term (const SolSpace *space, const char *term, SolBits *into)
{
  SolTermCursor cursor;

  if (!sol_space_find (space, term, &cursor))
    return FALSE;
  sol_list_or (cursor.lists[SOL_LIST_NAME], cursor.sizes[SOL_LIST_NAME], into);
  sol_bits_trim (into);
  return TRUE;
}
