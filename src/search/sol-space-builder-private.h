/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-space-private.h"
#include "search/sol-term-table-private.h"

G_BEGIN_DECLS

#define SOL_SPACE_MAX_WAITING 32 /* about as many reads of memory as go on at once */

/* A term of the unit begun last, not yet looked up. */
typedef struct
{
  guint32 hash;
  guint8 list;
  guint8 length;
  char text[SOL_TERM_MAX];
} Waiting;

struct _SolSpaceBuilder
{
  guint n_lists;
  SolTermTable table; /* marked with the last unit that has the term, + 1 */
  guint32 *entries;   /* number << 1 | list, unit after unit */
  gsize n_entries;
  gsize room;     /* for entries */
  GArray *starts; /* unit -> its first entry */
  Waiting waiting[SOL_SPACE_MAX_WAITING];
  guint n_waiting;
};

void sol_space_builder_add_waiting (SolSpaceBuilder *self);

G_END_DECLS
