/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A value of any facet: nobody filled it. Unknown is never "no". */
#define SOL_FACET_UNKNOWN "unknown"

typedef enum
{
  SOL_FACET_GROUP,       /* sector-groups */
  SOL_FACET_SECTOR,      /* sectors */
  SOL_FACET_MODE,        /* modes */
  SOL_FACET_KIND,        /* kinds */
  SOL_FACET_DEPARTMENT,  /* departments: seated in */
  SOL_FACET_REGION,      /* regions: seated in */
  SOL_FACET_LABEL,       /* labels */
  SOL_FACET_NETWORK,     /* networks */
  SOL_FACET_MARK,        /* "qpv", "zrr", "none" (both known as no) */
  SOL_FACET_LEGAL_FORM,  /* legal-forms */
  SOL_FACET_TURNOVER,    /* turnover-brackets */
  SOL_FACET_STAFF,       /* staff-brackets */
  SOL_FACET_REFERENCES,  /* "yes"; empty lists are unknown */
  SOL_FACET_ENVIRONMENT, /* environment-practices */
  SOL_FACET_CRITERION,   /* "C:L", criterion 1 to 9 at level L (1 to 3) or more */
  SOL_FACET_PROVEN,      /* "1" to "9": that many criteria or more at level 2 or more */
  SOL_N_FACETS
} SolFacet;

typedef enum
{
  SOL_SORT_RELEVANCE, /* name matches first, then completeness and freshness */
  SOL_SORT_DISTANCE,  /* from the point of the query */
  SOL_SORT_NAME,      /* in French order */
  SOL_SORT_UPDATED,   /* latest first */
  SOL_N_SORTS
} SolSort;

/**
 * SolQuery:
 * @text: (nullable): what the user typed, as typed
 * @facets: (nullable): per #SolFacet the chosen codes, any of which will do, or all of which must
 *   hold when sol_facet_is_demand(); facets add up. Sector and group are one filter: any of the
 *   chosen groups or sectors
 * @near_label: (nullable): how the point was given: the INSEE code of a commune, or "LAT,LON"
 * @has_point: @lat and @lon (degrees, WGS 84) are set
 * @radius_km: seated within that many kilometres of the point; 0: the point only sorts
 * @works_in: (nullable): "commune:84007", "department:84", "region:93", "epci:CODE"
 * @without_national: with @works_in, leave out what matches by its national reach alone; what is
 *   seated there stays
 * @offset: rows to leave out; @limit: at most so many rows, 0: all
 *
 * What is asked of the catalogue, by the screens, the command line, the API and saved searches
 * alike. A plain value, on whatever thread.
 */
typedef struct
{
  char *text;
  GStrv facets[SOL_N_FACETS];
  char *near_label;
  gboolean has_point;
  double lat;
  double lon;
  double radius_km;
  char *works_in;
  gboolean without_national;
  SolSort sort;
  guint offset;
  guint limit;
} SolQuery;

#define SOL_TYPE_QUERY (sol_query_get_type ())
GType sol_query_get_type (void);

SolQuery *sol_query_new (void);
SolQuery *sol_query_copy (const SolQuery *self);
void sol_query_free (SolQuery *self);
gboolean sol_query_equal (const SolQuery *a, const SolQuery *b);
gboolean sol_query_is_empty (const SolQuery *self);
guint sol_query_count_filters (const SolQuery *self);

const char *sol_facet_get_name (SolFacet facet);
const char *sol_facet_get_list (SolFacet facet);
int sol_facet_find (const char *name);
gboolean sol_facet_is_demand (SolFacet facet);
const char *sol_sort_get_name (SolSort sort);

void sol_query_set_text (SolQuery *self, const char *text);
gboolean sol_query_has (const SolQuery *self, SolFacet facet, const char *code);
void sol_query_add (SolQuery *self, SolFacet facet, const char *code);
void sol_query_remove (SolQuery *self, SolFacet facet, const char *code);
void sol_query_clear_facet (SolQuery *self, SolFacet facet);
gboolean sol_query_set_near (SolQuery *self, const char *near, double radius_km, GError **error);
gboolean sol_query_set_works_in (SolQuery *self, const char *place, GError **error);

gboolean
sol_query_set_parameter (SolQuery *self, const char *name, const char *value, GError **error);
char *sol_query_to_string (const SolQuery *self);
SolQuery *sol_query_parse (const char *parameters, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolQuery, sol_query_free)

G_END_DECLS
