/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/sol-map-view.h"

#include <math.h>

#define KM_PER_DEGREE 111.2

static double
get_shrink (double lat)
{
  return MAX (cos (lat * G_PI / 180), 0.01);
}

/**
 * sol_map_bounds_add:
 *
 * Widens @bounds until they hold the point.
 */
void
sol_map_bounds_add (SolMapBounds *bounds, double lat, double lon)
{
  bounds->south = MIN (bounds->south, lat);
  bounds->north = MAX (bounds->north, lat);
  bounds->west = MIN (bounds->west, lon);
  bounds->east = MAX (bounds->east, lon);
}

/**
 * sol_map_bounds_add_circle:
 *
 * Widens @bounds until they hold the circle of @radius_km kilometres.
 */
void
sol_map_bounds_add_circle (SolMapBounds *bounds, double lat, double lon, double radius_km)
{
  const double dlat = radius_km / KM_PER_DEGREE;
  const double dlon = dlat / get_shrink (lat);

  sol_map_bounds_add (bounds, lat - dlat, lon - dlon);
  sol_map_bounds_add (bounds, lat + dlat, lon + dlon);
}

/**
 * sol_map_bounds_add_department:
 *
 * Widens @bounds until they hold the outline of @department.
 *
 * Returns: %FALSE when it has none
 */
gboolean
sol_map_bounds_add_department (SolMapBounds *bounds, const char *department)
{
  const SolPoint **rings;
  const guint *lengths;
  guint n_rings = sol_outline_get_rings (department, &rings, &lengths);

  for (guint i = 0; i < n_rings; i++)
    for (guint k = 0; k < lengths[i]; k++)
      sol_map_bounds_add (bounds, rings[i][k].lat, rings[i][k].lon);
  return n_rings > 0;
}

/**
 * sol_map_view_new:
 * @bounds: what must be seen, not empty
 * @least_km: kilometres that are seen at least, across the shorter side
 * @width: pixels
 * @height: pixels
 *
 * Returns: the view of that size with @bounds in its middle
 */
SolMapView
sol_map_view_new (const SolMapBounds *bounds, double least_km, int width, int height)
{
  SolMapView view = { { (bounds->south + bounds->north) / 2, (bounds->west + bounds->east) / 2 },
                      1,
                      MAX (width, 1),
                      MAX (height, 1) };
  const double tall = (bounds->north - bounds->south) * KM_PER_DEGREE;
  const double wide = (bounds->east - bounds->west) * KM_PER_DEGREE * get_shrink (view.centre.lat);

  view.km_per_pixel = MAX (MAX (tall / view.height, wide / view.width),
                           least_km / MIN (view.width, view.height));
  return view;
}

/**
 * sol_map_view_project:
 * @x: (out): pixels from the left
 * @y: (out): pixels from the top
 *
 * Says where a point is drawn.
 */
void
sol_map_view_project (const SolMapView *view, SolPoint point, double *x, double *y)
{
  const double scale = KM_PER_DEGREE / view->km_per_pixel;

  *x = view->width / 2.0 + (point.lon - view->centre.lon) * scale * get_shrink (view->centre.lat);
  *y = view->height / 2.0 - (point.lat - view->centre.lat) * scale;
}

/**
 * sol_map_view_sees:
 *
 * Returns: whether any part of @bounds is in the view
 */
gboolean
sol_map_view_sees (const SolMapView *view, const SolMapBounds *bounds)
{
  double left, right, top, bottom;

  sol_map_view_project (view, (SolPoint){ bounds->north, bounds->west }, &left, &top);
  sol_map_view_project (view, (SolPoint){ bounds->south, bounds->east }, &right, &bottom);
  return right >= 0 && left <= view->width && bottom >= 0 && top <= view->height;
}

/* A corner in pixels: [0] from the left, [1] from the top. */
typedef struct
{
  double at[2];
} Corner;

/* Cuts off what lies beyond @limit along @axis; @sign 1 keeps what is above it, -1 below it. */
static GArray *
cut (GArray *ring, guint axis, double limit, double sign)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Corner));

  for (guint i = 0; i < ring->len; i++)
    {
      const Corner *a = &g_array_index (ring, Corner, (i + ring->len - 1) % ring->len);
      const Corner *b = &g_array_index (ring, Corner, i);
      const double from = sign * (a->at[axis] - limit);
      const double to = sign * (b->at[axis] - limit);

      if ((from < 0) != (to < 0))
        {
          const double t = from / (from - to);
          const Corner edge = { { a->at[0] + t * (b->at[0] - a->at[0]),
                                  a->at[1] + t * (b->at[1] - a->at[1]) } };

          g_array_append_val (kept, edge);
        }
      if (to >= 0)
        g_array_append_val (kept, *b);
    }
  g_array_unref (ring);
  return kept;
}

/**
 * sol_map_view_find_middle:
 * @ring: (array length=length): a closed outline
 * @margin: pixels along the edge of the view that are left free
 * @x: (out): the middle of what is seen of it, pixels from the left
 * @y: (out): likewise from the top
 *
 * Finds where to write a name.
 *
 * Returns: the area seen, in square pixels; 0 when it is not seen
 */
double
sol_map_view_find_middle (const SolMapView *view,
                          const SolPoint *ring,
                          guint length,
                          int margin,
                          double *x,
                          double *y)
{
  g_autoptr (GArray) seen = g_array_sized_new (FALSE, FALSE, sizeof (Corner), length);
  double area = 0, sum_x = 0, sum_y = 0;

  for (guint i = 0; i < length; i++)
    {
      Corner corner;

      sol_map_view_project (view, ring[i], &corner.at[0], &corner.at[1]);
      g_array_append_val (seen, corner);
    }
  seen = cut (g_steal_pointer (&seen), 0, margin, 1);
  seen = cut (g_steal_pointer (&seen), 0, view->width - margin, -1);
  seen = cut (g_steal_pointer (&seen), 1, margin, 1);
  seen = cut (g_steal_pointer (&seen), 1, view->height - margin, -1);
  for (guint i = 0; i < seen->len; i++)
    {
      const Corner *a = &g_array_index (seen, Corner, i);
      const Corner *b = &g_array_index (seen, Corner, (i + 1) % seen->len);
      const double cross = a->at[0] * b->at[1] - b->at[0] * a->at[1];

      area += cross / 2;
      sum_x += (a->at[0] + b->at[0]) * cross;
      sum_y += (a->at[1] + b->at[1]) * cross;
    }
  if (fabs (area) < 1)
    return 0;
  *x = sum_x / (6 * area);
  *y = sum_y / (6 * area);
  return fabs (area);
}
