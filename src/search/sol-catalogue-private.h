/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "search/sol-segment-private.h"

G_BEGIN_DECLS

#define SOL_MAX_PARTS 2

/* A segment as the catalogue sees it. */
typedef struct
{
  SolSegment *segment;
  SolBits *alive;     /* (nullable): all of them */
  guint32 *name_keys; /* (nullable): place of a name -> its place among those of all parts */
} SolPart;

struct _SolCatalogue
{
  gatomicrefcount ref_count;
  SolPart parts[SOL_MAX_PARTS];
  guint n_parts;
  guint n_documents;
  guint32 *places; /* of a document of the second part: how many of the first come before it */
  GMutex lock;
  gboolean names_merged;
  GHashTable *kept; /* filters made before, by what they ask */
  GQueue kept_keys; /* the oldest first */
};

const guint32 *sol_catalogue_get_name_keys (SolCatalogue *self, guint part);
SolBits *sol_catalogue_get_kept (SolCatalogue *self, const char *key);
void sol_catalogue_keep (SolCatalogue *self, const char *key, SolBits *bits);

/* What was typed, as it is looked up. */
typedef struct
{
  GPtrArray *words; /* folded, as typed */
  GPtrArray *found; /* words of the catalogue that stand in for them, when @widened */
  gboolean has_digits;
  guint64 low; /* SIRET from @low on, below @high */
  guint64 high;
  gboolean widened;
} SolTyped;

typedef struct
{
  SolBits *all;  /* (nullable): nothing was typed: all of them */
  SolBits *name; /* (nullable): those that have all the words in their name */
} SolTextHits;

void sol_typed_init (SolTyped *self, const char *text);
void sol_typed_clear (SolTyped *self);
gboolean sol_typed_is_empty (const SolTyped *self);
void sol_typed_find (SolTyped *self, SolSegment *segment, SolTextHits *hits);

/* Filters on activities that hold on one and the same. */
enum
{
  SOL_FAMILY_SECTOR = 1 << 0, /* groups too */
  SOL_FAMILY_MODE = 1 << 1,
  SOL_FAMILY_WORKS_IN = 1 << 2,
  SOL_N_FAMILY_SETS = 1 << 3,
};

guint sol_query_get_families (const SolQuery *query);
guint sol_facet_get_family (SolFacet facet);
void sol_filter_or_code (const SolSpace *space, SolFacet facet, const char *code, SolBits *into);
SolBits *
sol_filter_facet (SolCatalogue *catalogue, guint part, const SolQuery *query, SolFacet facet);
SolBits *
sol_filter_activities (SolCatalogue *catalogue, guint part, const SolQuery *query, guint families);
SolBits *
sol_filter_structures (SolCatalogue *catalogue, guint part, const SolQuery *query, guint families);
SolBits *sol_filter_near (SolCatalogue *catalogue, guint part, const SolQuery *query);
SolBits *sol_filter_nowhere (SolCatalogue *catalogue, guint part);

/* Distances in a plane that touches the globe halfway: some thousandths off at 500 km. */
typedef struct
{
  double lat;
  double lon;
  double sine;
  double cosine;
} SolPlane;

void sol_plane_init (SolPlane *self, double lat, double lon);
double sol_plane_get_square (const SolPlane *self, double lat, double lon);
gboolean sol_plane_is_within (const SolPlane *self, double lat, double lon, double km);
SolBits *sol_filter_make_works_in (SolSegment *segment, const SolQuery *query);

/* One part of an answer. */
typedef struct
{
  SolTextHits text;
  SolBits *all;
  SolBits *classes[2]; /* (nullable): in the name, and the others */
  SolRanks ranks[2];
  SolBits *activities[SOL_N_FAMILY_SETS]; /* (nullable): for counting, made when asked for */
} SolHitsPart;

/* The hits of one class: those of the second part lie among those of the first. */
typedef struct
{
  guint n;
  guint n_delta;
  guint32 *delta;     /* documents of the second part */
  guint32 *positions; /* in the class */
} SolHitsClass;

struct _SolHits
{
  gatomicrefcount ref_count;
  SolCatalogue *catalogue;
  SolQuery *query;
  guint families;
  SolHitsPart parts[SOL_MAX_PARTS];
  SolHitsClass classes[2];
  SolTyped typed;
  guint n;
  guint n_without_place;
  GMutex lock;    /* over all that follows, and the activities of the parts */
  guint32 *order; /* of sol_order_make(), when not by relevance; @n_ordered of it are known */
  guint n_ordered;
};

/* A document of either part. */
#define SOL_REF(part, document) ((guint32) (part) << 31 | (document))
#define SOL_REF_PART(ref) ((ref) >> 31)
#define SOL_REF_DOCUMENT(ref) ((ref) &0x7fffffffu)

SolBits *sol_hits_make_without (SolHits *self, guint part, guint facet, guint families);
guint32 *sol_order_make (SolHits *hits, guint n_wanted, guint *n_ordered);

G_END_DECLS
