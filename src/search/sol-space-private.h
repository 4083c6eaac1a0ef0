/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-list-private.h"

G_BEGIN_DECLS

#define SOL_TERM_MAX 64u /* bytes of a term; a longer word is cut, a longer code left out */
#define SOL_TERMS_PER_HEAD 16u

/* The lists of a term: a word is in one of two per document; a code has the first alone, a sort key
 * none. */
enum
{
  SOL_LIST_NAME,
  SOL_LIST_ELSEWHERE,
  SOL_N_LISTS
};

/* Where a run of terms begins in the dictionary, and its lists (in units of 2 bytes). */
typedef struct
{
  guint32 term;
  guint32 lists[SOL_N_LISTS];
} SolTermHead;

/**
 * SolSpace:
 *
 * Numbered things (documents, or activities) and the sorted dictionary of what they are found by.
 * Points into the segment, which may be a damaged file: a #SolTermCursor stays inside whatever is
 * there.
 */
typedef struct
{
  guint32 n_units;
  guint32 n_terms;
  guint n_lists;
  const SolTermHead *heads;
  const guint8 *terms;
  gsize terms_size;
  const guint8 *lists[SOL_N_LISTS];
  gsize lists_size[SOL_N_LISTS];
} SolSpace;

/* A walk over the dictionary. After each step @term and @lists are those of one term. */
typedef struct
{
  const SolSpace *space;
  guint32 next; /* term that is read next */
  const guint8 *at;
  gsize left;
  gsize offsets[SOL_N_LISTS];
  guint length;
  char term[SOL_TERM_MAX + 1];
  const guint8 *lists[SOL_N_LISTS];
  gsize sizes[SOL_N_LISTS];
} SolTermCursor;

void sol_term_cursor_init (SolTermCursor *self, const SolSpace *space, const char *from);
gboolean sol_term_cursor_next (SolTermCursor *self);
gboolean sol_term_cursor_go (SolTermCursor *self, guint32 place);
gboolean sol_term_cursor_next_with (SolTermCursor *self, const char *prefix);
guint32 sol_term_cursor_find_place (const SolSpace *space, const char *term);
gboolean sol_space_find (const SolSpace *space, const char *term, SolTermCursor *cursor);
gboolean sol_space_or_term (const SolSpace *space, const char *term, SolBits *into);

/**
 * SolSpaceBuilder:
 *
 * Gathers terms unit by unit, then turns them into lists in the order asked for.
 */
typedef struct _SolSpaceBuilder SolSpaceBuilder;

SolSpaceBuilder *sol_space_builder_new (guint n_lists);
void sol_space_builder_free (SolSpaceBuilder *self);
guint32 sol_space_builder_get_n_units (SolSpaceBuilder *self);
void sol_space_builder_begin_unit (SolSpaceBuilder *self);
guint32 sol_space_builder_intern (SolSpaceBuilder *self, const char *term, gsize length);
void sol_space_builder_add (SolSpaceBuilder *self, guint32 term, guint list);
void sol_space_builder_add_text (SolSpaceBuilder *self, const char *term, gsize length, guint list);

/* What a space is in a file, to be laid one after another. */
typedef struct
{
  guint32 n_terms;
  guint32 *places; /* number of a term -> its place in the dictionary */
  GByteArray *heads;
  GByteArray *terms;
  GByteArray *lists[SOL_N_LISTS];
} SolSpaceImage;

void sol_space_builder_finish (SolSpaceBuilder *self, const guint32 *order, SolSpaceImage *image);
void sol_space_image_clear (SolSpaceImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSpaceBuilder, sol_space_builder_free)

G_END_DECLS
