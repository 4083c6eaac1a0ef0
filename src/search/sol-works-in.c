/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-commune.h"
#include "model/sol-referential.h"
#include "search/sol-catalogue-private.h"

#define KM_A_DEGREE 111.19493 /* of a great circle, on the globe of sol_distance_km() */
#define RADIANS (G_PI / 180)
#define PLANE_ERROR 0.02  /* nearer than that to a limit the globe decides */
#define MAX_PLANE_KM 1000 /* farther the plane is not trusted */

void
sol_plane_init (SolPlane *self, double lat, double lon)
{
  self->lat = lat;
  self->lon = lon;
  self->sine = sin (lat * RADIANS);
  self->cosine = cos (lat * RADIANS);
}

/* Returns: the square of the distance in km; not a number without coordinates */
double
sol_plane_get_square (const SolPlane *self, double lat, double lon)
{
  double north = lat - self->lat;
  double east = fabs (lon - self->lon);
  double half = north * RADIANS / 2;
  double y, x;

  if (east > 180)
    east = 360 - east;
  /* The cosine of the latitude halfway. */
  x = east * (self->cosine * (1 - half * half / 2) - self->sine * half) * KM_A_DEGREE;
  y = north * KM_A_DEGREE;
  return x * x + y * y;
}

gboolean
sol_plane_is_within (const SolPlane *self, double lat, double lon, double km)
{
  double square = sol_plane_get_square (self, lat, lon);
  double low = km * (1 - PLANE_ERROR), high = km * (1 + PLANE_ERROR);

  if (isnan (square))
    return FALSE;
  if (km <= MAX_PLANE_KM && square < low * low)
    return TRUE;
  if (km <= MAX_PLANE_KM && square > high * high)
    return FALSE;
  return sol_distance_km (self->lat, self->lon, lat, lon) <= km;
}

static void
or_zone (const SolSpace *space, const char *place, const char *code, SolBits *into)
{
  char term[SOL_TERM_MAX + 1];

  if (code != NULL && *code != '\0' &&
      g_snprintf (term, sizeof term, SOL_TERM_ZONE "%s:%s", place, code) < (int) sizeof term)
    sol_space_or_term (space, term, into);
}

static void
or_seat (const SolSpace *space, const char *commune, SolBits *into)
{
  char term[SOL_TERM_MAX + 1];

  if (*commune != '\0' &&
      g_snprintf (term, sizeof term, SOL_TERM_SEAT "%s", commune) < (int) sizeof term)
    sol_space_or_term (space, term, into);
}

/* Those who come within their own kilometres of the commune. */
static void
or_radii (const SolSegment *segment, const SolCommune *commune, SolBits *into)
{
  const SolSpace *space = &segment->spaces[SOL_SPACE_ACTIVITIES];
  g_autoptr (SolBits) activities = sol_bits_new (segment->n_activities);
  guint32 n = 0;
  SolPlane plane;

  if (isnan (commune->lat) || isnan (commune->lon))
    return;
  sol_plane_init (&plane, commune->lat, commune->lon);
  sol_space_or_term (space, SOL_TERM_RADIUS, activities);
  SOL_BITS_FOREACH (activities, activity)
  {
    guint32 owner = sol_segment_get_owner (segment, activity);

    if (n == segment->header->n_radii)
      break;
    if (sol_plane_is_within (&plane, (double) segment->lats[owner], (double) segment->lons[owner],
                             segment->radii[n++]))
      sol_bits_set (into, activity);
  }
}

/* All activities of the documents. */
static void
or_activities_of (const SolSegment *segment, const SolBits *documents, SolBits *into)
{
  SOL_BITS_FOREACH (documents, document)
  {
    guint32 first = sol_ranks_select (&segment->owners, document);

    sol_bits_set_range (into, first, sol_bits_next (segment->starts, first + 1));
  }
}

static void
or_seats_in_epci (const SolSpace *space, const char *epci, SolBits *into)
{
  guint n;
  const SolCommune *communes = sol_commune_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (communes[i].epci, epci))
      or_seat (space, communes[i].code, into);
}

/* The zones that hold the département, and the seats in @seats. */
static void
or_department (const SolSpace *zones, const char *code, SolBits *into)
{
  or_zone (zones, "department", code, into);
  or_zone (zones, "region", sol_region_of_department (code), into);
}

static void
or_commune (const SolSegment *segment, const char *code, SolBits *seats, SolBits *into)
{
  const SolSpace *zones = &segment->spaces[SOL_SPACE_ACTIVITIES];
  const SolCommune *commune = sol_commune_find (code);

  or_seat (&segment->spaces[SOL_SPACE_DOCUMENTS], commune == NULL ? code : commune->code, seats);
  or_zone (zones, "commune", commune == NULL ? code : commune->code, into);
  if (commune == NULL)
    return;
  or_zone (zones, "department", commune->department, into);
  or_zone (zones, "region", commune->region, into);
  or_zone (zones, "epci", commune->epci, into);
  or_radii (segment, commune, into);
}

static void
or_epci (const SolSegment *segment, const char *code, SolBits *seats, SolBits *into)
{
  const SolSpace *zones = &segment->spaces[SOL_SPACE_ACTIVITIES];
  const SolCode *epci = sol_referential_find ("epcis", code);

  or_seats_in_epci (&segment->spaces[SOL_SPACE_DOCUMENTS], code, seats);
  or_zone (zones, "epci", code, into);
  if (epci != NULL && *epci->parent != '\0')
    or_department (zones, epci->parent, into);
}

/**
 * sol_filter_make_works_in:
 *
 * Returns: (transfer full): the activities of which the place of the query is served: a zone holds
 *   it, or its kilometres reach it, or the seat is there, or it is national and that is let count
 */
SolBits *
sol_filter_make_works_in (SolSegment *segment, const SolQuery *query)
{
  const SolSpace *documents = &segment->spaces[SOL_SPACE_DOCUMENTS];
  const SolSpace *zones = &segment->spaces[SOL_SPACE_ACTIVITIES];
  SolBits *activities = sol_bits_new (segment->n_activities);
  g_autoptr (SolBits) seats = sol_bits_new (segment->n_documents);
  const char *colon = strchr (query->works_in, ':');
  const char *code = colon == NULL ? query->works_in : colon + 1;

  if (g_str_has_prefix (query->works_in, "department:"))
    {
      sol_filter_or_code (documents, SOL_FACET_DEPARTMENT, code, seats);
      or_department (zones, code, activities);
    }
  else if (g_str_has_prefix (query->works_in, "region:"))
    {
      sol_filter_or_code (documents, SOL_FACET_REGION, code, seats);
      or_zone (zones, "region", code, activities);
    }
  else if (g_str_has_prefix (query->works_in, "epci:"))
    or_epci (segment, code, seats, activities);
  else
    or_commune (segment, code, seats, activities);
  if (!query->without_national)
    sol_space_or_term (zones, SOL_TERM_COUNTRY, activities);
  or_activities_of (segment, seats, activities);
  return activities;
}
