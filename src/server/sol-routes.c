/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-routes.h"

#include <string.h>

#include "model/sol-clock.h"
#include "server/sol-account-rules.h"
#include "server/sol-body.h"
#include "server/sol-mail-address.h"
#include "server/sol-passwords.h"
#include "server/sol-signed-in.h"

#define BINARY "application/octet-stream"
#define JSON "application/json"
#define NDJSON "application/x-ndjson"
#define PROBLEM "application/problem+json"
#define ADDRESS                                \
  {                                            \
    "address", "Of mail", SOL_MAIL_ADDRESS_MAX \
  }
#define PASSWORD                                          \
  {                                                       \
    "password", "10 characters or more", SOL_PASSWORD_MAX \
  }
#define CLIENT                                                               \
  {                                                                          \
    "client", "The name by which the session is told from others", 100, TRUE \
  }
#define TOO_MANY                                                                            \
  {                                                                                         \
    429, PROBLEM, "Problem", "Too many attempts, on this account or from here: Retry-After" \
  }
#define CODE                           \
  {                                    \
    "code", "As the mail tells it", 20 \
  }
#define WRONG_CODE                                                      \
  {                                                                     \
    403, PROBLEM, "Problem", "The code is not right, or no longer good" \
  }
#define WRONG_VALUE                                                    \
  {                                                                    \
    422, PROBLEM, "Problem", "A value cannot be; reason: which member" \
  }
#define N_CLASSES 6 /* of status: 0 is not used, 1xx to 5xx */

/* Read by src/server/check-authz.py too: each entry begins with method and path on its own line. */
static const SolRoute routes[] = {
  {
      "GET",
      "/healthz",
      .summary = "Whether the server can answer",
      .types = "",
      .handler = sol_health_handle,
      .answers = { { 200, JSON, "Health",
                     "It can; status: ok, or disk-full: reading alone goes on" },
                   { 503, PROBLEM, "Problem", "Its storage does not answer" } },
  },
  {
      "GET",
      "/metrics",
      .summary = "Figures for monitoring, as Prometheus reads them",
      .types = "",
      .handler = sol_metrics_handle,
      .answers = { { 200, "text/plain; version=0.0.4; charset=utf-8", NULL, "The figures" } },
  },
  {
      "GET",
      "/v1/about",
      .summary = "What this server is, and its limits",
      .types = "",
      .handler = sol_about_handle,
      .answers = { { 200, JSON, "About", "What it is" } },
  },
  {
      "GET",
      "/v1/blobs/{hash}",
      .summary = "A picture or another file that a structure shows",
      .types = "supplier",
      .handler = sol_blobs_handle,
      .parameters = { { "supplier", "string", "The id of the structure that shows it" } },
      .answers = { { 200, BINARY, NULL, "The file, whose SHA-256 is the hash" },
                   { 206, BINARY, NULL, "The one range of it that was asked for" },
                   { 304, NULL, NULL, "It never changes" },
                   { 400, PROBLEM, "Problem", "A parameter is not right" },
                   { 404, PROBLEM, "Problem", "The structure shows no such file" },
                   { 416, PROBLEM, "Problem", "Several ranges, or one past its end" } },
  },
  {
      "GET",
      "/v1/changes",
      .summary = "The records that changed since a cursor, one a line",
      .types = "*",
      .handler = sol_feed_handle,
      .parameters = { { "since", "string",
                        "The cursor of the last checkpoint; none: from the start" },
                      { "limit", "integer", "At most so many records", SOL_MAX_PAGE },
                      { "types", "string", "Record types, separated by commas; none: all" },
                      { "access", "string",
                        "own: what only who is signed in may read; none: what all may" } },
      .answers = { { 200, NDJSON, "FeedLine",
                     "Lines: records, and checkpoints; the last line is one" },
                   { 304, NULL, NULL, "Nothing new since the cursor in If-None-Match" },
                   { 400, PROBLEM, "Problem", "A parameter is not right" },
                   { 401, PROBLEM, "Problem", "Nobody is signed in to read what is his own" },
                   { 410, PROBLEM, "Problem",
                     "Begin again without a cursor; reason: feed, account, types or expired" } },
  },
  {
      "GET",
      "/v1/snapshot",
      .summary = "The present snapshot: all public records in one file",
      .types = "*",
      .handler = sol_snapshots_handle_manifest,
      .answers = { { 200, JSON, "Snapshot", "Where it is, and the cursor that goes on from it" },
                   { 304, NULL, NULL, "It is still the one in If-None-Match" },
                   { 503, PROBLEM, "Problem", "The first one is being made: Retry-After" } },
  },
  {
      "GET",
      "/v1/snapshot/{file}",
      .summary = "A snapshot: gzip members of lines of the feed, a last one with their count",
      .types = "*",
      .handler = sol_snapshots_handle_file,
      .answers = { { 200, "application/gzip", NULL, "The file" },
                   { 206, "application/gzip", NULL, "The one range of it that was asked for" },
                   { 304, NULL, NULL, "It never changes" },
                   { 404, PROBLEM, "Problem", "It is no longer kept: ask for the present one" },
                   { 416, PROBLEM, "Problem", "Several ranges, or one past its end" } },
  },
  {
      "GET",
      "/v1/suppliers",
      .summary = "The structures that fit, a page of them",
      .types = "supplier",
      .with_query = TRUE,
      .handler = sol_suppliers_handle_list,
      .parameters = { { "offset", "integer", "So many are left out", SOL_MAX_OFFSET },
                      { "limit", "integer", "At most so many; 20 by default", SOL_MAX_LIMIT },
                      { "counts", "boolean", "Count what each value of each facet would leave" } },
      .answers = { { 200, JSON, "SupplierPage", "How many fit, and the page" },
                   { 304, NULL, NULL, "The catalogue is still the one in If-None-Match" },
                   { 400, PROBLEM, "Problem", "A parameter is not right" } },
  },
  {
      "GET",
      "/v1/suppliers/{id}",
      .summary = "One structure",
      .types = "supplier",
      .handler = sol_suppliers_handle_one,
      .answers = { { 200, JSON, "Supplier", "The structure" },
                   { 304, NULL, NULL, "It is still the one in If-None-Match" },
                   { 404, PROBLEM, "Problem", "There is none of that id, or not for all to see" } },
  },
  {
      "GET",
      "/v1/referentials",
      .summary = "The lists of codes there are",
      .types = "term",
      .handler = sol_referentials_handle_lists,
      .answers = { { 200, JSON, "Referentials", "Their names and lengths" } },
  },
  {
      "GET",
      "/v1/referentials/{list}",
      .summary = "The codes of a list; of the communes, those that are typed",
      .types = "term",
      .handler = sol_referentials_handle_list,
      .parameters = { { "q", "string", "Of the communes alone: a name, its beginning, a postcode" },
                      { "limit", "integer", "At most so many; of the communes 20 by default" } },
      .answers = { { 200, JSON, "Referential", "The codes, in the order of the list" },
                   { 400, PROBLEM, "Problem", "A parameter is not right" },
                   { 404, PROBLEM, "Problem", "There is no such list" } },
  },
  {
      "POST",
      "/v1/mutations",
      .summary =
          "What somebody did, in its order; each is answered, and is done once however often "
          "it is sent",
      .types = "*",
      .handler = sol_mutations_handle,
      .body = "Mutations",
      .answers = { { 200, JSON, "Answers",
                     "One for each. result: applied, already, conflict, rejected, forbidden, "
                     "blocked or gone" },
                   { 400, PROBLEM, "Problem", "It is no such batch" },
                   { 403, PROBLEM, "Problem",
                     "organisation: not one of who asks; clients: he wrote from too many "
                     "installations" },
                   { 409, PROBLEM, "Gap",
                     "gap: those after last_n did not arrive; client-cloned: two installations "
                     "call themselves by one name" },
                   { 422, PROBLEM, "Problem",
                     "other-body: one was sent before, and was another" } },
  },
  {
      "GET",
      "/v1/account",
      .summary = "The account that is signed in",
      .types = "",
      .handler = sol_account_handle_get,
      .answers = { { 200, JSON, "Account", "What is known of it" } },
  },
  {
      "PATCH",
      "/v1/account",
      .summary = "Change the account; a new password ends all other sessions",
      .types = "",
      .handler = sol_account_handle_change,
      .members = { { "name", "What others read", SOL_ACCOUNT_NAME_MAX, TRUE },
                   { "locale", "fr or en: of its mails", 2, TRUE },
                   { "password", "The present one, with a new one", SOL_PASSWORD_MAX, TRUE },
                   { "new_password", "10 characters or more", SOL_PASSWORD_MAX, TRUE } },
      .answers = { { 200, JSON, "Account", "As it is now" },
                   { 403, PROBLEM, "Problem", "The present password is not right" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "POST",
      "/v1/accounts",
      .summary = "Ask for an account: a code is sent to the address, whose owner alone is told "
                 "whether it has one already",
      .types = "",
      .handler = sol_sign_up_handle,
      .members = { ADDRESS,
                   PASSWORD,
                   { "name", "What others read", SOL_ACCOUNT_NAME_MAX },
                   { "kind", "supplier, buyer, partner or individual", 20 },
                   { "locale", "fr or en: of its mails; fr", 2, TRUE } },
      .answers = { { 202, NULL, NULL, "A mail is on its way" }, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/accounts/confirm",
      .summary = "Confirm the address by the code, and sign in",
      .types = "",
      .handler = sol_sign_up_handle_confirm,
      .members = { ADDRESS, PASSWORD, CODE, CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" }, WRONG_CODE, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/invitations",
      .summary = "Invite somebody into an organisation that the account manages, by a code",
      .types = "",
      .handler = sol_invitations_handle_make,
      .members = { { "organisation", "Its id", 36 },
                   { "role", "member or manager", 20 },
                   { "address", "Of mail: whom the code is sent to, where mail leaves",
                     SOL_MAIL_ADDRESS_MAX, TRUE } },
      .answers = { { 200, JSON, "Invitation", "What to hand over" },
                   { 403, PROBLEM, "Problem",
                     "The account does not manage it; reason: organisation or manager" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "POST",
      "/v1/invitations/confirm",
      .summary = "Join the organisation whose code it is",
      .types = "",
      .handler = sol_invitations_handle_confirm,
      .members = { { "code", "As it was handed over", 40 } },
      .answers = { { 200, JSON, "Joined", "The account belongs to it" }, WRONG_CODE, TOO_MANY },
  },
  {
      "POST",
      "/v1/passwords",
      .summary = "A password is forgotten: a code is sent to the address, if it has an account",
      .types = "",
      .handler = sol_reset_handle,
      .members = { ADDRESS },
      .answers = { { 202, NULL, NULL, "A mail is on its way, if it has" }, WRONG_VALUE, TOO_MANY },
  },
  {
      "POST",
      "/v1/passwords/confirm",
      .summary = "Set a new password by the code; all sessions end",
      .types = "",
      .handler = sol_reset_handle_confirm,
      .members = { ADDRESS, CODE, PASSWORD },
      .answers = { { 204, NULL, NULL, "Sign in with it" }, WRONG_CODE, WRONG_VALUE, TOO_MANY },
  },
  {
      "GET",
      "/v1/sessions",
      .summary = "The sessions of the account: where it is signed in",
      .types = "",
      .handler = sol_sessions_handle_list,
      .answers = { { 200, JSON, "Sessions", "The newest first" } },
  },
  {
      "POST",
      "/v1/sessions",
      .summary = "Sign in",
      .types = "",
      .handler = sol_sign_in_handle,
      .members = { ADDRESS, PASSWORD, CLIENT },
      .answers = { { 200, JSON, "Tokens", "Signed in" },
                   { 403, PROBLEM, "Problem", "The address or the password is not right" },
                   WRONG_VALUE,
                   TOO_MANY },
  },
  {
      "POST",
      "/v1/tokens",
      .summary = "New tokens for the refresh token; it is good again until the new ones are used",
      .types = "",
      .handler = sol_refresh_handle,
      .members = { { "refresh", "The newest refresh token", 100 } },
      .answers = { { 200, JSON, "Tokens", "Those that follow" },
                   { 403, PROBLEM, "Problem", "The session has ended: sign in" } },
  },
  {
      "DELETE",
      "/v1/sessions/{id}",
      .summary =
          "End a session of the account by its id; current: sign out; others: all the others",
      .types = "",
      .handler = sol_sessions_handle_end,
      .answers = { { 204, NULL, NULL, "It has ended, and its tokens with it" },
                   { 404, PROBLEM, "Problem", "The account has no such session" } },
  },
};

/**
 * sol_routes_get:
 *
 * Returns: (array length=n_routes) (transfer none): all there are
 */
const SolRoute *
sol_routes_get (guint *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

/* Each route and, last, what was none; each class of status. */
guint
sol_routes_get_n_counters (void)
{
  return (G_N_ELEMENTS (routes) + 1) * N_CLASSES;
}

guint
sol_routes_count_index (guint route, guint status)
{
  return route * N_CLASSES + MIN (status / 100, N_CLASSES - 1);
}

static gboolean
matches (const SolRoute *route, const char *path, const char **rest)
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

static gboolean
takes (const SolRoute *route, const char *method)
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
  const char *ignored;
  guint found = 0;

  while (found < G_N_ELEMENTS (routes) &&
         (!takes (&routes[found], method) ||
          !matches (&routes[found], path, rest != NULL ? rest : &ignored)))
    found++;
  return found;
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
  SolLimits *limits = g_new0 (SolLimits, G_N_ELEMENTS (routes) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    sol_authz_get_limits (routes[i].path, sol_route_get_operation (&routes[i]), &limits[i]);
  return limits;
}

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

static void
run (SolServer *server, SolRequest *request, guint route, const char *rest)
{
  const SolLimits *limits = &server->limits[route];

  if (check_rate (server, request, &limits->rate) && check_signed_in (server, request, limits) &&
      sol_body_read (request, &routes[route]))
    routes[route].handler (server, request, rest);
}

/* The path is of no route, or of none for this method. */
static void
refuse (SolRequest *request)
{
  g_autoptr (GString) allow = g_string_new (NULL);
  const char *rest;

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (matches (&routes[i], sol_request_get_path (request), &rest))
      g_string_append_printf (allow, "%s%s%s", allow->len > 0 ? ", " : "", routes[i].method,
                              takes (&routes[i], "HEAD") ? ", HEAD" : "");
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
  const char *rest = NULL;
  guint found = sol_routes_find (sol_request_get_method (request), sol_request_get_path (request),
                                 &rest);

  if (found < G_N_ELEMENTS (routes))
    run (server, request, found, rest);
  else
    refuse (request);
  if (sol_request_get_status (request) == 0)
    sol_request_answer_problem (request, 500, "no-answer", "The server has no answer");
  g_atomic_int_inc (
      &server->n_answers[sol_routes_count_index (found, sol_request_get_status (request))]);
}
