/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-catalogue.h"
#include "store/sol-database-private.h"

G_BEGIN_DECLS

/**
 * SolIndexPlace:
 * @path: of the index file
 * @store_id: of the cache and its tables: a file of another one is not taken
 * @closing: cancelled when the store closes
 *
 * Where the base of a store's index is kept, and for whom.
 */
typedef struct
{
  char *path;
  char *store_id;
  GCancellable *closing;
} SolIndexPlace;

SolSegment *
sol_index_base_open (const SolIndexPlace *place, gint64 seq, gboolean writable, GError **error);
SolSegment *sol_index_base_check (const SolIndexPlace *place, SolSegment *base, gboolean writable);
SolSegment *sol_index_base_build (const SolIndexPlace *place,
                                  SolDatabase *db,
                                  gboolean writable,
                                  gint64 *seq,
                                  GError **error);
SolSegment *sol_index_base_finish (const SolIndexPlace *place,
                                   SolSegmentBuilder *builder,
                                   gboolean in_file,
                                   gint64 seq,
                                   GError **error);

G_END_DECLS
