/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-routes-private.h"

#include <string.h>

#define N_CLASSES 6 /* of status: 0 is not used, 1xx to 5xx */

static gpointer
join (gpointer data)
{
  const SolRoute *const tables[] = { sol_routes_records, sol_routes_blobs, sol_routes_accounts,
                                     sol_routes_oidc, sol_routes_words };
  GArray *routes = g_array_new (FALSE, FALSE, sizeof (SolRoute));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const SolRoute *route = tables[i]; route->method != NULL; route++)
      g_array_append_vals (routes, route, 1);
  return routes;
}

/**
 * sol_routes_get:
 *
 * Returns: (array length=n_routes) (transfer none): all there are
 */
const SolRoute *
sol_routes_get (guint *n_routes)
{
  static GOnce once = G_ONCE_INIT;
  GArray *routes = g_once (&once, join, NULL);

  *n_routes = routes->len;
  return (const SolRoute *) routes->data;
}

static guint
get_n_routes (void)
{
  guint n_routes;

  sol_routes_get (&n_routes);
  return n_routes;
}

/* Each route and, last, what was none; each class of status. */
guint
sol_routes_get_n_counters (void)
{
  return (get_n_routes () + 1) * N_CLASSES;
}

guint
sol_routes_count_index (guint route, guint status)
{
  return route * N_CLASSES + MIN (status / 100, N_CLASSES - 1);
}

/* @rest: (out) (nullable): what stands in @path for the {…} of the route */
gboolean
sol_route_matches (const SolRoute *route, const char *path, const char **rest)
{
  const char *hole = strchr (route->path, '{');
  gsize length;

  *rest = NULL;
  if (hole == NULL)
    return g_str_equal (path, route->path);
  length = (gsize) (hole - route->path);
  *rest = path + length;
  return strncmp (path, route->path, length) == 0 && **rest != '\0' && strchr (*rest, '/') == NULL;
}

gboolean
sol_route_takes (const SolRoute *route, const char *method)
{
  return g_str_equal (method, route->method) ||
         (g_str_equal (method, "HEAD") && g_str_equal (route->method, "GET"));
}

/**
 * sol_routes_find:
 * @rest: (out) (nullable): what stands in @path for the {…} of the route, or %NULL
 *
 * Returns: the place of the route in the table; behind the last one for what is none
 */
guint
sol_routes_find (const char *method, const char *path, const char **rest)
{
  guint n_routes, found = 0;
  const SolRoute *routes = sol_routes_get (&n_routes);
  const char *ignored;

  while (found < n_routes &&
         (!sol_route_takes (&routes[found], method) ||
          !sol_route_matches (&routes[found], path, rest != NULL ? rest : &ignored)))
    found++;
  return found;
}

/* What the server is one of any age may ask: so it learns which one is taken. */
gboolean
sol_route_has_oldest_client (const SolRoute *self)
{
  return !g_str_equal (self->path, "/v1/about");
}

gboolean
sol_route_takes_body (const SolRoute *self)
{
  return self->body != NULL || self->bytes != NULL || self->members[0].name != NULL;
}

/* (transfer none): what the table of rights calls that which the route does */
const char *
sol_route_get_operation (const SolRoute *self)
{
  return g_str_equal (self->method, "GET") ? "read" : "write";
}

/**
 * sol_routes_make_limits:
 *
 * Returns: (transfer full): what the table of rights says of each route, in their order, and of
 *   what is none
 */
SolLimits *
sol_routes_make_limits (void)
{
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);
  SolLimits *limits = g_new0 (SolLimits, n_routes + 1);

  for (guint i = 0; i < n_routes; i++)
    sol_authz_get_limits (routes[i].path, sol_route_get_operation (&routes[i]), &limits[i]);
  return limits;
}
