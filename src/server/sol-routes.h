/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

#define SOL_MAX_ROUTE_PARAMETERS 8
#define SOL_MAX_ROUTE_ANSWERS 8
#define SOL_MAX_ROUTE_MEMBERS 8

/**
 * SolRouteParameter:
 * @kind: "string", "integer", "number" or "boolean", as JSON schema has it
 * @maximum: of an integer; 0: none is told
 */
typedef struct
{
  const char *name;
  const char *kind;
  const char *text;
  guint maximum;
} SolRouteParameter;

/**
 * SolRouteAnswer:
 * @media_type: (nullable): %NULL: no body
 * @schema: (nullable): name of its schema in the description of the API
 */
typedef struct
{
  guint status;
  const char *media_type;
  const char *schema;
  const char *text;
} SolRouteAnswer;

/**
 * SolRouteMember:
 * @maximum: characters
 * @number: a JSON number, which is kept as it is written; else a text
 *
 * A member of the JSON object that a request brings.
 */
typedef struct
{
  const char *name;
  const char *text;
  guint maximum;
  gboolean optional;
  gboolean number;
} SolRouteMember;

typedef struct _SolRoute SolRoute;

/* @rest: (nullable): what stood in the path for its {…}. */
typedef void (*SolRouteHandler) (SolServer *server, SolRequest *request, const char *rest);

/**
 * SolRoute:
 * @path: with at most one `{name}`, at its end
 * @types: record types it may tell of, "*" for any, "" for none
 * @members: of the body
 * @body: (nullable): name of the schema of a body that the handler reads itself; without this and
 *   @members it takes none
 * @bytes: (nullable): type of media of a body that is no JSON, which the handler reads
 * @pace: slow when it may hash a password
 * @with_query: it takes the parameters of #SolQuery too
 *
 * One line of the server's table, which dispatch, metrics and the description of the API read.
 */
struct _SolRoute
{
  const char *method;
  const char *path;
  const char *summary;
  const char *types;
  gboolean with_query;
  SolHttpPace pace;
  SolRouteHandler handler;
  const char *body;
  const char *bytes;
  SolRouteParameter parameters[SOL_MAX_ROUTE_PARAMETERS];
  SolRouteMember members[SOL_MAX_ROUTE_MEMBERS];
  SolRouteAnswer answers[SOL_MAX_ROUTE_ANSWERS];
};

const SolRoute *sol_routes_get (guint *n_routes);
guint sol_routes_find (const char *method, const char *path, const char **rest);
const char *sol_route_get_operation (const SolRoute *self);
gboolean sol_route_has_oldest_client (const SolRoute *self);
gboolean sol_route_takes_body (const SolRoute *self);
SolLimits *sol_routes_make_limits (void);
void sol_routes_dispatch (SolServer *server, SolRequest *request);
guint sol_routes_get_n_counters (void);
guint sol_routes_count_index (guint route, guint status);

/* Handlers. */
void sol_about_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_health_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_metrics_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_feed_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_events_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_snapshots_handle_manifest (SolServer *server, SolRequest *request, const char *rest);
void sol_snapshots_handle_file (SolServer *server, SolRequest *request, const char *rest);
void sol_blobs_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_suppliers_handle_list (SolServer *server, SolRequest *request, const char *rest);
void sol_suppliers_handle_one (SolServer *server, SolRequest *request, const char *rest);
void sol_referentials_handle_lists (SolServer *server, SolRequest *request, const char *rest);
void sol_referentials_handle_list (SolServer *server, SolRequest *request, const char *rest);

void sol_looks_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_claims_handle_confirm (SolServer *server, SolRequest *request, const char *rest);
void sol_workshops_handle_code (SolServer *server, SolRequest *request, const char *rest);
void sol_workshops_handle_confirm (SolServer *server, SolRequest *request, const char *rest);
void sol_census_handle_invite (SolServer *server, SolRequest *request, const char *rest);
void sol_showcase_page_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_word_links_handle_make (SolServer *server, SolRequest *request, const char *rest);
void sol_refusal_page_handle_show (SolServer *server, SolRequest *request, const char *rest);
void sol_refusal_page_handle_use (SolServer *server, SolRequest *request, const char *rest);
void sol_word_page_handle_show (SolServer *server, SolRequest *request, const char *rest);
void sol_word_page_handle_use (SolServer *server, SolRequest *request, const char *rest);
void sol_invitations_handle_make (SolServer *server, SolRequest *request, const char *rest);
void sol_invitations_handle_confirm (SolServer *server, SolRequest *request, const char *rest);
void sol_sign_up_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_sign_up_handle_confirm (SolServer *server, SolRequest *request, const char *rest);
void sol_reset_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_reset_handle_confirm (SolServer *server, SolRequest *request, const char *rest);
void sol_sign_in_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_refresh_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_sessions_handle_list (SolServer *server, SolRequest *request, const char *rest);
void sol_sessions_handle_end (SolServer *server, SolRequest *request, const char *rest);
void sol_personal_handle_data (SolServer *server, SolRequest *request, const char *rest);
void sol_personal_handle_close (SolServer *server, SolRequest *request, const char *rest);
void sol_personal_handle_history (SolServer *server, SolRequest *request, const char *rest);
void sol_reviews_handle_history (SolServer *server, SolRequest *request, const char *rest);
void sol_account_handle_get (SolServer *server, SolRequest *request, const char *rest);
void sol_history_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_mutations_handle (SolServer *server, SolRequest *request, const char *rest);
void sol_uploads_handle_begin (SolServer *server, SolRequest *request, const char *rest);
void sol_uploads_handle_get (SolServer *server, SolRequest *request, const char *rest);
void sol_uploads_handle_remove (SolServer *server, SolRequest *request, const char *rest);
void sol_uploads_handle_part (SolServer *server, SolRequest *request, const char *rest);
void sol_oidc_handle_start (SolServer *server, SolRequest *request, const char *rest);
void sol_oidc_handle_tokens (SolServer *server, SolRequest *request, const char *rest);
void sol_oidc_handle_account (SolServer *server, SolRequest *request, const char *rest);
void sol_oidc_handle_link (SolServer *server, SolRequest *request, const char *rest);
void sol_account_handle_change (SolServer *server, SolRequest *request, const char *rest);

gboolean
sol_suppliers_redirect (SolServer *server, SolRequest *request, const char *id, const char *folder);
void sol_supplier_append_json (GString *text, const SolStored *record, const char *distance);

G_END_DECLS
