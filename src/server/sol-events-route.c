/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-events.h"

#include "server/sol-parameters.h"
#include "server/sol-routes.h"
#include "server/sol-signed-in.h"

#define RETRY_SECONDS "60"

/* Polling does as well, more slowly. */
static void
refuse (SolRequest *request, SolEventsVerdict verdict)
{
  sol_request_set_header (request, "Retry-After", RETRY_SECONDS);
  if (verdict == SOL_EVENTS_ACCOUNT)
    sol_request_answer_problem (request, 503, "account",
                                "This account reads as many streams of events as one may");
  else if (verdict == SOL_EVENTS_ADDRESS)
    sol_request_answer_problem (request, 503, "address",
                                "This address reads as many streams of events as one may: sign in");
  else
    sol_request_answer_problem (request, 503, "full", "All streams of events are taken");
}

/* GET /v1/events */
void
sol_events_handle (SolServer *server, SolRequest *request, const char *rest)
{
  const char *const names[] = { NULL };
  const SolSession *session = NULL;
  g_autofree char *access = NULL;
  SolEventsVerdict verdict;

  if (!sol_parameters_check_names (request, names))
    return;
  if (sol_signed_in_brings_token (request))
    {
      if (!sol_signed_in_check (server, request))
        return;
      session = sol_signed_in_get_session (request);
      access = sol_signed_in_hash_token (request);
    }
  if (g_str_equal (sol_request_get_method (request), "HEAD"))
    {
      sol_request_set_header (request, "Content-Type", "text/event-stream");
      sol_request_answer_empty (request, 200);
      return;
    }
  verdict = sol_events_take (server->events, request, access,
                             session != NULL ? session->account->id : NULL);
  if (verdict != SOL_EVENTS_TAKEN)
    refuse (request, verdict);
}
