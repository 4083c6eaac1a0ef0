/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sol-query.h"

G_BEGIN_DECLS

/**
 * SolCatalogue:
 *
 * The catalogue's index as queries see it: one base segment (an immutable file mapped read-only, or
 * memory), one delta segment over it, and the keys of the base that the delta or a deletion
 * outdates. Immutable and reference-counted: a writer makes a new one, readers keep theirs.
 *
 * Thread: any.
 */
typedef struct _SolCatalogue SolCatalogue;

/**
 * SolHits:
 *
 * The answer to one query, over the #SolCatalogue it keeps a reference of. Ids are found, nothing
 * is read from the database.
 */
typedef struct _SolHits SolHits;

/**
 * SolHit:
 * @key: row of the record in its database
 * @distance_km: from the point of the query; NaN without a point, or without coordinates
 * @in_name: the words typed are all in name or brand
 */
typedef struct
{
  gint64 key;
  double distance_km;
  gboolean in_name;
} SolHit;

/**
 * SolFacetCount:
 * @code: a value of the facet, or %SOL_FACET_UNKNOWN; lives as long as the catalogue
 * @count: structures it would leave, given all the other filters
 */
typedef struct
{
  const char *code;
  guint count;
} SolFacetCount;

typedef struct _SolSegment SolSegment;
typedef struct _SolSegmentBuilder SolSegmentBuilder;

/* Building: one call a record, with the document as text. */
SolSegmentBuilder *sol_segment_builder_new (void);
void sol_segment_builder_free (SolSegmentBuilder *self);
gboolean
sol_segment_builder_add (SolSegmentBuilder *self, gint64 key, const char *doc, gsize length);
SolSegment *sol_segment_builder_finish (SolSegmentBuilder *self, GError **error);
gboolean sol_segment_builder_write (SolSegmentBuilder *self,
                                    const char *path,
                                    const char *store_id,
                                    gint64 base_seq,
                                    GCancellable *cancellable,
                                    GError **error);

/* A file: a missing, short, foreign, older or damaged one is an error, never a crash. */
SolSegment *sol_segment_open (const char *path, const char *store_id, GError **error);
gboolean sol_segment_check (SolSegment *self, GCancellable *cancellable, GError **error);
gint64 sol_segment_get_base_seq (SolSegment *self);
guint sol_segment_get_n_documents (SolSegment *self);
SolSegment *sol_segment_ref (SolSegment *self);
void sol_segment_unref (SolSegment *self);

SolCatalogue *
sol_catalogue_new (SolSegment *base, SolSegment *delta, const gint64 *dead_keys, gsize n_dead);
SolCatalogue *sol_catalogue_ref (SolCatalogue *self);
void sol_catalogue_unref (SolCatalogue *self);
guint sol_catalogue_get_n_documents (SolCatalogue *self);

SolHits *
sol_catalogue_search (SolCatalogue *self, const SolQuery *query, GCancellable *cancellable);
SolHits *sol_hits_ref (SolHits *self);
void sol_hits_unref (SolHits *self);
guint sol_hits_get_n (SolHits *self);
guint sol_hits_get_n_without_place (SolHits *self);
gboolean sol_hits_get_guessed (SolHits *self);
void sol_hits_get (SolHits *self, guint position, SolHit *hit);
int sol_hits_find_key (SolHits *self, gint64 key);
GArray *sol_hits_count_facet (SolHits *self, SolFacet facet);
GPtrArray *sol_hits_get_words (SolHits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolCatalogue, sol_catalogue_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolHits, sol_hits_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSegment, sol_segment_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolSegmentBuilder, sol_segment_builder_free)

G_END_DECLS
