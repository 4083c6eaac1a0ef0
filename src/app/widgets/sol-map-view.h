/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/sol-outline.h"

G_BEGIN_DECLS

/**
 * SolMapView:
 * @centre: what stands in the middle
 * @km_per_pixel: scale
 * @width: pixels
 * @height: pixels
 *
 * What a small map shows. Degrees of longitude are taken as long as they are at the centre, which
 * is near enough for a country.
 */
typedef struct
{
  SolPoint centre;
  double km_per_pixel;
  int width;
  int height;
} SolMapView;

/* A rectangle of degrees; empty while south is above north. */
typedef struct
{
  double south, north, west, east;
} SolMapBounds;

#define SOL_MAP_BOUNDS_EMPTY ((SolMapBounds){ 90, -90, 180, -180 })

void sol_map_bounds_add (SolMapBounds *bounds, double lat, double lon);
void sol_map_bounds_add_circle (SolMapBounds *bounds, double lat, double lon, double radius_km);
gboolean sol_map_bounds_add_department (SolMapBounds *bounds, const char *department);

SolMapView sol_map_view_new (const SolMapBounds *bounds, double least_km, int width, int height);
void sol_map_view_project (const SolMapView *view, SolPoint point, double *x, double *y);
gboolean sol_map_view_sees (const SolMapView *view, const SolMapBounds *bounds);
double sol_map_view_find_middle (const SolMapView *view,
                                 const SolPoint *ring,
                                 guint length,
                                 int margin,
                                 double *x,
                                 double *y);

G_END_DECLS
