/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"
#include "server/sol-demo.h"
#include "server/sol-events.h"
#include "server/sol-parameters.h"
#include "server/sol-personal.h"
#include "server/sol-retention.h"
#include "server/sol-routes.h"
#include "server/sol-snapshots.h"
#include "sol-config.h"

#define DAY (24 * 3600)              /* seconds */
#define LEAST_FREE (4 * 1024 * 1024) /* bytes: with less a write fails soon */

static const char *const no_names[] = { NULL };

static void
append_limits (GString *text)
{
  g_string_append_printf (text,
                          "\"limits\":{\"page\":%d,\"line_bytes\":1048576,"
                          "\"page_bytes\":4194304,\"depth\":32}",
                          SOL_MAX_PAGE);
}

/* For how long what is held on people is kept, so that nobody is told anything else. */
static void
append_keeping (GString *text)
{
  static const char *const names[SOL_N_RETENTIONS] = {
    [SOL_RETENTION_AUDIT] = "audit",       [SOL_RETENTION_SESSIONS] = "sessions",
    [SOL_RETENTION_ANSWERS] = "answers",   [SOL_RETENTION_TOMBSTONES] = "tombstones",
    [SOL_RETENTION_UPLOADS] = "uploads",   [SOL_RETENTION_UNCONFIRMED] = "unconfirmed",
    [SOL_RETENTION_INACTIVE] = "inactive", [SOL_RETENTION_RESTORABLE] = "deleted",
    [SOL_RETENTION_HISTORY] = "history",   [SOL_RETENTION_LOOKS] = "looks",
  };

  g_string_append_printf (text, "\"keep_days\":{\"closed\":%d,\"told\":%d", SOL_PERSONAL_WAIT / DAY,
                          SOL_PERSONAL_NOTICE / DAY);
  for (guint i = 0; i < SOL_N_RETENTIONS; i++)
    g_string_append_printf (text, ",\"%s\":%" G_GINT64_FORMAT, names[i],
                            sol_retention_get (i) / DAY);
  g_string_append (text, "},");
}

/* How the code of a new account, or of another password, gets to who asked for it. */
static const char *
get_way_of_codes (SolServer *server)
{
  if (server->mailer != NULL)
    return "mail";
  return server->show_codes ? "shown" : "none";
}

/* GET /v1/about */
void
sol_about_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autofree char *demo = NULL;
  GString *text;

  if (!sol_parameters_check_names (request, no_names))
    return;
  demo = sol_storage_get_meta (server->storage, "demo", NULL);
  text = g_string_new (NULL);
  g_string_append_printf (text,
                          "{\"name\":\"Achetons Solidaires\",\"version\":\"%s\",\"api\":%d,"
                          "\"minimum_client\":\"%s\",\"feed\":\"%s\",\"demo\":%s,",
                          SOL_VERSION, SOL_API_VERSION, server->minimum_client, server->signer.feed,
                          demo != NULL ? "true" : "false");
  if (server->contact != NULL)
    {
      g_string_append (text, "\"contact\":");
      sol_json_append_string (text, server->contact);
      g_string_append_c (text, ',');
    }
  if (server->address != NULL)
    {
      g_string_append (text, "\"address\":");
      sol_json_append_string (text, server->address);
      g_string_append_c (text, ',');
    }
  if (server->oidc != NULL)
    {
      g_string_append (text, "\"oidc\":{\"name\":");
      sol_json_append_string (text, sol_oidc_get_name (server->oidc));
      g_string_append (text, "},");
    }
  if (server->demo)
    sol_demo_append_accounts (text);
  g_string_append_printf (text, "\"codes\":\"%s\",", get_way_of_codes (server));
  append_keeping (text);
  append_limits (text);
  g_string_append (text, "}\n");
  sol_request_set_header (request, "Cache-Control", "no-cache");
  sol_request_answer_text (request, 200, "application/json", g_string_free (text, FALSE));
}

/* GET /healthz: on a full disk all is read as before, but nothing can be written. */
void
sol_health_handle (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (GError) error = NULL;
  gint64 seq, free_bytes;

  if (!sol_parameters_check_names (request, no_names))
    return;
  seq = sol_storage_get_last_seq (server->storage, NULL, NULL, &error);
  sol_request_set_header (request, "Cache-Control", "no-store");
  if (seq < 0)
    {
      sol_request_answer_problem (request, 503, "storage", "%s", error->message);
      return;
    }
  free_bytes = sol_snapshots_get_free_space (server->snapshots);
  sol_request_answer_text (request, 200, "application/json",
                           g_strdup_printf ("{\"status\":\"%s\",\"seq\":%" G_GINT64_FORMAT
                                            ",\"disk_free_bytes\":%" G_GINT64_FORMAT "}\n",
                                            free_bytes < LEAST_FREE ? "disk-full" : "ok", seq,
                                            free_bytes));
}

static void
append_answers (SolServer *server, GString *text)
{
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);

  g_string_append (text, "# HELP achetons_answers_total Answers by route and class of status.\n"
                         "# TYPE achetons_answers_total counter\n");
  for (guint route = 0; route <= n_routes; route++)
    for (guint status = 200; status < 600; status += 100)
      g_string_append_printf (
          text, "achetons_answers_total{method=\"%s\",route=\"%s\",status=\"%uxx\"} %d\n",
          route < n_routes ? routes[route].method : "any",
          route < n_routes ? routes[route].path : "none", status / 100,
          g_atomic_int_get (&server->n_answers[sol_routes_count_index (route, status)]));
}

static void
append_gauge (GString *text, const char *name, const char *help, gint64 value)
{
  g_string_append_printf (text,
                          "# HELP achetons_%s %s\n# TYPE achetons_%s gauge\n"
                          "achetons_%s %" G_GINT64_FORMAT "\n",
                          name, help, name, name, value);
}

/* GET /metrics */
void
sol_metrics_handle (SolServer *server, SolRequest *request, const char *rest)
{
  GString *text;

  if (!sol_parameters_check_names (request, no_names))
    return;
  text = g_string_new (NULL);
  append_answers (server, text);
  append_gauge (text, "requests_active", "Requests whose answer is not sent to its end.",
                sol_request_get_n_active (request));
  append_gauge (text, "event_streams", "Readers who are told of changes as they come.",
                sol_events_get_n_streams (server->events));
  append_gauge (text, "feed_seq", "Place of the latest change in the feed.",
                sol_storage_get_last_seq (server->storage, NULL, NULL, NULL));
  append_gauge (text, "disk_free_bytes", "What is left on the disk of the snapshots.",
                sol_snapshots_get_free_space (server->snapshots));
  append_gauge (text, "start_time_seconds", "When the server began, seconds since 1970.",
                server->started_at);
  sol_request_set_header (request, "Cache-Control", "no-store");
  sol_request_answer_text (request, 200, "text/plain; version=0.0.4; charset=utf-8",
                           g_string_free (text, FALSE));
}
