/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/sol-space-builder-private.h"

#define FIRST_ROOM 256

SolSpaceBuilder *
sol_space_builder_new (guint n_lists)
{
  SolSpaceBuilder *self = g_new0 (SolSpaceBuilder, 1);

  self->n_lists = n_lists;
  sol_term_table_init (&self->table);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
sol_space_builder_free (SolSpaceBuilder *self)
{
  sol_term_table_clear (&self->table);
  g_free (self->entries);
  g_array_unref (self->starts);
  g_free (self);
}

guint32
sol_space_builder_get_n_units (SolSpaceBuilder *self)
{
  return self->starts->len;
}

/* Returns: the number of the term, cut to %SOL_TERM_MAX bytes, for sol_space_builder_add() */
guint32
sol_space_builder_intern (SolSpaceBuilder *self, const char *term, gsize length)
{
  return sol_term_table_intern (&self->table, term, MIN (length, SOL_TERM_MAX));
}

static void
append_entry (SolSpaceBuilder *self, guint32 entry)
{
  if (self->n_entries == self->room)
    {
      self->room = MAX (FIRST_ROOM, self->room * 2);
      self->entries = g_renew (guint32, self->entries, self->room);
    }
  self->entries[self->n_entries++] = entry;
}

static void
add_number (SolSpaceBuilder *self, guint32 term, guint list)
{
  guint32 *mark = &sol_term_table_at (&self->table, term)->mark;

  if (*mark == self->starts->len)
    return;
  *mark = self->starts->len;
  append_entry (self, term << 1 | list);
}

/* The dictionary is far larger than the caches: all terms are on their way from memory before the
 * first one is used. */
void
sol_space_builder_add_waiting (SolSpaceBuilder *self)
{
  const SolTerm *terms[SOL_SPACE_MAX_WAITING];

  for (guint i = 0; i < self->n_waiting; i++)
    terms[i] = sol_term_table_fetch_term (&self->table, self->waiting[i].hash);
  for (guint i = 0; i < self->n_waiting; i++)
    if (terms[i] != NULL)
      sol_term_table_fetch_text (&self->table, terms[i]);
  for (guint i = 0; i < self->n_waiting; i++)
    {
      const Waiting *waiting = &self->waiting[i];

      add_number (self,
                  sol_term_table_intern_hashed (&self->table, waiting->text, waiting->length,
                                                waiting->hash),
                  waiting->list);
    }
  self->n_waiting = 0;
}

void
sol_space_builder_begin_unit (SolSpaceBuilder *self)
{
  sol_space_builder_add_waiting (self);
  g_array_append_val (self->starts, self->n_entries);
}

/**
 * sol_space_builder_add:
 * @term: of sol_space_builder_intern()
 *
 * Says that the unit begun last has the term, in that list unless it is in one already.
 */
void
sol_space_builder_add (SolSpaceBuilder *self, guint32 term, guint list)
{
  if (self->n_waiting > 0)
    sol_space_builder_add_waiting (self);
  add_number (self, term, list);
}

/**
 * sol_space_builder_add_text:
 * @term: (array length=length): cut to %SOL_TERM_MAX bytes
 *
 * As sol_space_builder_add(), faster than interning one by one.
 */
void
sol_space_builder_add_text (SolSpaceBuilder *self, const char *term, gsize length, guint list)
{
  Waiting *waiting = &self->waiting[self->n_waiting++];

  waiting->length = (guint8) MIN (length, SOL_TERM_MAX);
  waiting->list = (guint8) list;
  memcpy (waiting->text, term, waiting->length);
  waiting->hash = sol_term_hash (term, waiting->length);
  sol_term_table_fetch_slot (&self->table, waiting->hash);
  if (self->n_waiting == SOL_SPACE_MAX_WAITING)
    sol_space_builder_add_waiting (self);
}
