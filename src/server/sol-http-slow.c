/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <microhttpd.h>

#include "server/sol-http-private.h"

#define MAX_WAITING 128 /* requests: some eight seconds of passwords */
#define RETRY_SECONDS "10"
#define N_AWAY 8 /* that wait for another server at one time */

/* Requests that take long, a password's say, or wait for another server, are answered beside the
 * threads of the engine, which go on with the others: meanwhile their connections are suspended. */

static void
refuse (SolRequest *request)
{
  sol_request_set_header (request, "Retry-After", RETRY_SECONDS);
  sol_request_answer_problem (request, 503, "busy", "Too many ask for this: ask again later");
}

static void
answer_slow (gpointer data, gpointer http)
{
  SolRequest *request = data;

  if (sol_http_is_cut (http))
    refuse (request);
  else
    sol_http_handle (http, request);
  MHD_resume_connection (request->connection);
}

/* Half the processors: the other half has the rest to answer. */
GThreadPool *
sol_http_slow_new (SolHttp *http, SolHttpPace pace)
{
  guint n_threads = pace == SOL_HTTP_AWAY ? N_AWAY : MAX (g_get_num_processors () / 2, 1);

  return g_thread_pool_new (answer_slow, http, (int) n_threads, FALSE, NULL);
}

/* @pool: (nullable): %NULL: the server ends
 *
 * Returns: %TRUE: the request is answered later; %FALSE: it is refused, as too many wait */
gboolean
sol_http_slow_take (GThreadPool *pool, SolRequest *request)
{
  if (pool == NULL || g_thread_pool_unprocessed (pool) >= MAX_WAITING)
    {
      refuse (request);
      return FALSE;
    }
  MHD_suspend_connection (request->connection);
  g_thread_pool_push (pool, request, NULL);
  return TRUE;
}
