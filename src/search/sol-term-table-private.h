/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text is in one piece with those of the others, ended by NUL. */
typedef struct
{
  gsize text;
  guint32 length;
  guint32 mark; /* for who holds the table; 0 at first */
} SolTerm;

typedef struct
{
  guint32 hash;
  guint32 term; /* number + 1, 0 when free */
} SolTermSlot;

/**
 * SolTermTable:
 *
 * Numbers texts in the order they come, each once. Nothing is allocated for one text alone, and one
 * that is known is found with three reads of memory: its slot, its term and its text.
 */
typedef struct
{
  GString *texts;
  GArray *terms;
  SolTermSlot *slots;
  guint32 n_slots; /* a power of 2 */
} SolTermTable;

void sol_term_table_init (SolTermTable *self);
void sol_term_table_clear (SolTermTable *self);
guint32 sol_term_hash (const char *text, gsize length);
guint32 sol_term_table_intern (SolTermTable *self, const char *text, gsize length);
guint32
sol_term_table_intern_hashed (SolTermTable *self, const char *text, gsize length, guint32 hash);
guint32 *sol_term_table_sort (const SolTermTable *self);

static inline SolTerm *
sol_term_table_at (const SolTermTable *self, guint32 number)
{
  return &g_array_index (self->terms, SolTerm, number);
}

static inline const char *
sol_term_table_text (const SolTermTable *self, guint32 number)
{
  return self->texts->str + sol_term_table_at (self, number)->text;
}

/* Before many texts are interned: each step brings closer what the next one reads. */

static inline void
sol_term_table_fetch_slot (const SolTermTable *self, guint32 hash)
{
  __builtin_prefetch (&self->slots[hash & (self->n_slots - 1)]);
}

/* Returns: (nullable): the term that @hash is likely of */
static inline const SolTerm *
sol_term_table_fetch_term (const SolTermTable *self, guint32 hash)
{
  const SolTermSlot *slot = &self->slots[hash & (self->n_slots - 1)];
  const SolTerm *term = slot->term == 0 ? NULL : sol_term_table_at (self, slot->term - 1);

  __builtin_prefetch (term);
  return term;
}

static inline void
sol_term_table_fetch_text (const SolTermTable *self, const SolTerm *term)
{
  __builtin_prefetch (self->texts->str + term->text);
}

G_END_DECLS
