/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-routes-private.h"

#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-version.h"
#include "server/sol-body.h"
#include "server/sol-signed-in.h"

/* FALSE, and the request is answered, when this address asked too much of late. */
static gboolean
check_rate (SolServer *server, SolRequest *request, const SolRate *rate)
{
  g_autofree char *seconds = NULL;
  SolAddress address;
  guint wait;

  if (rate->count == 0)
    return TRUE;
  sol_request_get_address (request, &address);
  wait = sol_rates_take (server->rates, rate, &address, sol_clock_monotonic ());
  if (wait == 0)
    return TRUE;
  seconds = g_strdup_printf ("%u", wait);
  sol_request_set_header (request, "Retry-After", seconds);
  sol_request_answer_problem (request, 429, "rate",
                              "An address may ask %u times in %u seconds here: ask again in %u s",
                              rate->count, rate->seconds, wait);
  return FALSE;
}

/* Who asks, when the route is not for all. */
static gboolean
check_signed_in (SolServer *server, SolRequest *request, const SolLimits *limits)
{
  return limits->for_all || sol_signed_in_check (server, request);
}

/* FALSE, and the request is answered, when an application of ours is too old to be understood. */
static gboolean
check_client (SolServer *server, SolRequest *request, const SolRoute *route)
{
  const char *agent = sol_request_get_header (request, "User-Agent");

  if (agent == NULL || !g_str_has_prefix (agent, SOL_CLIENT_AGENT) ||
      !sol_route_has_oldest_client (route) ||
      sol_version_compare (agent + strlen (SOL_CLIENT_AGENT), server->minimum_client) >= 0)
    return TRUE;
  sol_request_answer_problem (request, 426, "client-too-old",
                              "Applications before version %s are refused: update yours",
                              server->minimum_client);
  return FALSE;
}

static void
run (SolServer *server,
     SolRequest *request,
     const SolRoute *route,
     const SolLimits *limits,
     const char *rest)
{
  if (check_client (server, request, route) && check_rate (server, request, &limits->rate) &&
      check_signed_in (server, request, limits) && sol_body_read (request, route))
    route->handler (server, request, rest);
}

/* The path is of no route, or of none for this method. */
static void
refuse (SolRequest *request)
{
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);
  g_autoptr (GString) allow = g_string_new (NULL);
  const char *rest;

  for (guint i = 0; i < n_routes; i++)
    if (sol_route_matches (&routes[i], sol_request_get_path (request), &rest))
      g_string_append_printf (allow, "%s%s%s", allow->len > 0 ? ", " : "", routes[i].method,
                              sol_route_takes (&routes[i], "HEAD") ? ", HEAD" : "");
  if (allow->len == 0)
    {
      sol_request_answer_problem (request, 404, "route", "There is nothing here");
      return;
    }
  sol_request_set_header (request, "Allow", allow->str);
  sol_request_answer_problem (request, 405, "method", "This route takes %s", allow->str);
}

/* Finds the route, has it answer, and counts. */
void
sol_routes_dispatch (SolServer *server, SolRequest *request)
{
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);
  const char *rest = NULL;
  guint found = sol_routes_find (sol_request_get_method (request), sol_request_get_path (request),
                                 &rest);

  if (found < n_routes)
    run (server, request, &routes[found], &server->limits[found], rest);
  else
    refuse (request);
  if (sol_request_get_status (request) == 0)
    sol_request_answer_problem (request, 500, "no-answer", "The server has no answer");
  g_atomic_int_inc (
      &server->n_answers[sol_routes_count_index (found, sol_request_get_status (request))]);
}
