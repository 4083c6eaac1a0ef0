/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-openapi.h"

#include <string.h>

#include "model/sol-json.h"
#include "model/sol-query.h"
#include "server/sol-authz.h"
#include "server/sol-openapi-records.h"
#include "server/sol-routes.h"
#include "server/sol-yaml.h"
#include "sol-config.h"

/* What is no record. {"$ref"} by name is made of "Supplier" and the like below. */
#define TEXT "{\"type\":\"string\"}"
#define NUMBER "{\"type\":\"integer\"}"
#define FLAG "{\"type\":\"boolean\"}"
#define OBJECT(members) "{\"type\":\"object\",\"properties\":{" members "}}"
#define ACCOUNT                                                                             \
  "\"id\":" TEXT ",\"address\":" TEXT ",\"name\":" TEXT ",\"kind\":" TEXT ",\"role\":" TEXT \
  ",\"locale\":" TEXT ",\"proof\":" TEXT ",\"created_at\":" TEXT
#define KEEP_DAYS                                                                               \
  OBJECT ("\"closed\":" NUMBER ",\"told\":" NUMBER ",\"audit\":" NUMBER ",\"sessions\":" NUMBER \
          ",\"answers\":" NUMBER ",\"tombstones\":" NUMBER ",\"uploads\":" NUMBER               \
          ",\"unconfirmed\":" NUMBER ",\"inactive\":" NUMBER ",\"deleted\":" NUMBER             \
          ",\"history\":" NUMBER ",\"looks\":" NUMBER)
#define READY_ACCOUNTS                                                                         \
  ARRAY (OBJECT ("\"address\":" TEXT ",\"password\":" TEXT ",\"name\":" TEXT ",\"kind\":" TEXT \
                 ",\"role\":" TEXT))
#define PROVIDER OBJECT ("\"name\":" TEXT)
#define LIMITS                                                                   \
  OBJECT ("\"page\":" NUMBER ",\"line_bytes\":" NUMBER ",\"page_bytes\":" NUMBER \
          ",\"depth\":" NUMBER)
#define MEMBERSHIP "\"id\":" TEXT ",\"name\":" TEXT ",\"kind\":" TEXT ",\"role\":" TEXT
#define ARRAY(items) "{\"type\":\"array\",\"items\":" items "}"
#define ANY "{\"type\":\"object\"}"
#define VALUE "{\"type\":[\"string\",\"integer\",\"boolean\",\"object\",\"array\",\"null\"]}"
#define ANSWER                                                                                     \
  "\"id\":" TEXT ",\"n\":" NUMBER ",\"result\":" TEXT ",\"rev\":" NUMBER ",\"seq\":" NUMBER        \
  ",\"code\":" TEXT                                                                                \
  ",\"arguments\":" ARRAY (TEXT) ",\"by\":" TEXT ",\"restorable\":" FLAG ",\"conflicts\":" ARRAY ( \
      OBJECT ("\"path\":" TEXT ",\"mine\":" VALUE ",\"theirs\":" VALUE ",\"who\":" TEXT            \
              ",\"who_name\":" TEXT ",\"when\":" TEXT))

static const struct
{
  const char *name;
  const char *schema;
} schemas[] = {
  { "Mutations",
    OBJECT ("\"client\":" TEXT ",\"organisation\":" TEXT ",\"mutations\":" ARRAY (OBJECT (
        "\"id\":" TEXT ",\"n\":" NUMBER ",\"t\":" TEXT ",\"target\":" TEXT ",\"op\":" TEXT
        ",\"base_rev\":" NUMBER
        ",\"after\":" ARRAY (TEXT) ",\"set\":" ANY ",\"add\":" ANY ",\"remove\":" ANY
                                   ",\"items\":" ARRAY (OBJECT (
                                       "\"path\":" TEXT ",\"act\":" TEXT ",\"at\":" TEXT
                                       ",\"set\":" ANY ",\"add\":" ANY ",\"remove\":" ANY))))) },
  { "Looks", OBJECT ("\"batch\":" TEXT ",\"organisation\":" TEXT
                     ",\"looks\":" ARRAY (OBJECT ("\"supplier\":" TEXT ",\"day\":" TEXT))) },
  { "LooksCounted", OBJECT ("\"counted\":" NUMBER) },
  { "Answers", OBJECT ("\"answers\":" ARRAY (OBJECT (
                   ANSWER ",\"answer\":" OBJECT (ANSWER) ",\"record\":{\"$ref\":"
                                                         "\"#/components/schemas/FeedLine\"}"))) },
  { "Gap", OBJECT ("\"type\":" TEXT ",\"title\":" TEXT ",\"status\":" NUMBER ",\"reason\":" TEXT
                   ",\"detail\":" TEXT ",\"last_n\":" NUMBER) },
  { "Upload", OBJECT ("\"hash\":" TEXT ",\"size\":" NUMBER ",\"offset\":" NUMBER ",\"type\":" TEXT
                      ",\"state\":" TEXT ",\"why\":" TEXT) },
  { "Offset", OBJECT ("\"type\":" TEXT ",\"title\":" TEXT ",\"status\":" NUMBER ",\"reason\":" TEXT
                      ",\"detail\":" TEXT ",\"offset\":" NUMBER) },
  { "Problem", OBJECT ("\"type\":" TEXT ",\"title\":" TEXT ",\"status\":" NUMBER ",\"reason\":" TEXT
                       ",\"detail\":" TEXT) },
  { "Health", OBJECT ("\"status\":" TEXT ",\"seq\":" NUMBER ",\"disk_free_bytes\":" NUMBER) },
  { "About",
    OBJECT ("\"name\":" TEXT ",\"version\":" TEXT ",\"api\":" NUMBER ",\"minimum_client\":" TEXT
            ",\"feed\":" TEXT ",\"demo\":" FLAG ",\"demo_accounts\":" READY_ACCOUNTS
            ",\"contact\":" TEXT ",\"address\":" TEXT ",\"oidc\":" PROVIDER ",\"codes\":" TEXT
            ",\"keep_days\":" KEEP_DAYS ",\"limits\":" LIMITS) },
  { "Account",
    OBJECT (ACCOUNT ",\"organisations\":" ARRAY (OBJECT (MEMBERSHIP)) ",\"reviews\":" ARRAY (
        TEXT) ",\"goal\":" OBJECT ("\"structures\":" NUMBER
                                   ",\"until\":" TEXT) ",\"feed\":" TEXT) },
  { "Tokens", OBJECT ("\"access\":" TEXT ",\"access_seconds\":" NUMBER ",\"refresh\":" TEXT
                      ",\"refresh_seconds\":" NUMBER ",\"session\":" TEXT
                      ",\"account\":" OBJECT (ACCOUNT) ",\"reopened\":" FLAG) },
  { "OidcStart", OBJECT ("\"url\":" TEXT ",\"state\":" TEXT) },
  { "OidcUnknown",
    OBJECT ("\"type\":" TEXT ",\"title\":" TEXT ",\"status\":" NUMBER ",\"reason\":" TEXT
            ",\"detail\":" TEXT ",\"address\":" TEXT ",\"name\":" TEXT) },
  { "Sessions", OBJECT ("\"sessions\":" ARRAY (
                    OBJECT ("\"id\":" TEXT ",\"client\":" TEXT ",\"created_at\":" TEXT
                            ",\"used_at\":" TEXT ",\"expires_at\":" TEXT ",\"current\":" FLAG))) },
  { "Closed", OBJECT ("\"erased_at\":" TEXT) },
  { "Alone", OBJECT ("\"type\":" TEXT ",\"title\":" TEXT ",\"status\":" NUMBER ",\"reason\":" TEXT
                     ",\"detail\":" TEXT ",\"organisations\":" ARRAY (TEXT)) },
  { "PersonalData",
    OBJECT ("\"account\":" ARRAY (ANY) ",\"sessions\":" ARRAY (ANY) ",\"identities\":" ARRAY (ANY) ",\"installations\":" ARRAY (ANY) ",\"memberships\":" ARRAY (ANY) ",\"invitations\":" ARRAY (
        ANY) ",\"records\":" ARRAY (ANY) ",\"restorable\":" ARRAY (ANY) ",\"history\""
                                                                        ":" ARRAY (
                                                                            ANY) ","
                                                                                 "\""
                                                                                 "wr"
                                                                                 "it"
                                                                                 "te"
                                                                                 "n"
                                                                                 "\""
                                                                                 ":" ARRAY (
                                                                                     ANY) ","
                                                                                          "\""
                                                                                          "mu"
                                                                                          "ta"
                                                                                          "ti"
                                                                                          "on"
                                                                                          "s"
                                                                                          "\""
                                                                                          ":" ARRAY (
                                                                                              ANY) ",\"upl"
                                                                                                   "oads\""
                                                                                                   ":" ARRAY (ANY) ",\"audit\":" ARRAY (
                                                                                                       ANY)) },
  { "History", OBJECT ("\"lines\":" ARRAY (OBJECT ("\"at\":" TEXT ",\"who\":" TEXT
                                                   ",\"who_name\":" TEXT ",\"client\":" TEXT
                                                   ",\"act\":" TEXT ",\"detail\":" TEXT))) },
  { "Replaced",
    OBJECT ("\"lines\":" ARRAY (OBJECT (
        "\"rev\":" NUMBER ",\"at\":" TEXT ",\"who\":" TEXT ",\"who_name\":" TEXT ",\"op\":" TEXT
        ",\"parts\":" ARRAY (OBJECT ("\"path\":" TEXT ",\"before\":" VALUE
                                     ",\"after\":" VALUE)))) ",\"next\":" NUMBER) },
  { "Invitation", OBJECT ("\"code\":" TEXT ",\"expires_at\":" TEXT ",\"mailed\":" FLAG) },
  { "WorkshopCode", OBJECT ("\"code\":" TEXT ",\"good_from\":" TEXT ",\"expires_at\":" TEXT) },
  { "WorkshopJoined", OBJECT ("\"workshop\":" TEXT ",\"page\":" TEXT) },
  { "WordLink",
    OBJECT ("\"code\":" TEXT ",\"link\":" TEXT ",\"expires_at\":" TEXT ",\"mailed\":" FLAG) },
  { "Proven", OBJECT ("\"state\":" TEXT) },
  { "Joined", OBJECT ("\"organisation\":" TEXT) },
  { "FeedLine", OBJECT ("\"t\":" TEXT ",\"id\":" TEXT ",\"s\":" TEXT ",\"rev\":" NUMBER
                        ",\"seq\":" NUMBER ",\"doc\":{\"type\":\"object\"},\"del\":" TEXT
                        ",\"drop\":" TEXT ",\"next\":" TEXT ",\"more\":" FLAG) },
  { "Snapshot", OBJECT ("\"url\":" TEXT ",\"sha256\":" TEXT ",\"cursor\":" TEXT ",\"count\":" NUMBER
                        ",\"schema\":" NUMBER ",\"size\":" NUMBER ",\"members\":" ARRAY (NUMBER)) },
  { "Referentials", OBJECT ("\"lists\":" ARRAY (OBJECT ("\"list\":" TEXT ",\"count\":" NUMBER))) },
  { "Referential",
    OBJECT ("\"list\":" TEXT ",\"count\":" NUMBER ",\"items\":" ARRAY (OBJECT (
        "\"code\":" TEXT ",\"label_fr\":" TEXT ",\"label_en\":" TEXT ",\"parent\":" TEXT
        ",\"note\":" TEXT ",\"name\":" TEXT ",\"postcodes\":" TEXT ",\"department\":" TEXT
        ",\"region\":" TEXT ",\"epci\":" TEXT ",\"population\":" NUMBER
        ",\"place\":" OBJECT ("\"lat\":{\"type\":\"number\"},\"lon\":{\"type\":\"number\"}")))) },
  { "SupplierPage",
    OBJECT ("\"count\":" NUMBER ",\"without_place\":" NUMBER ",\"guessed\":" FLAG
            ",\"items\":" ARRAY (
                "{\"$ref\":\"#/components/schemas/Supplier\"}") ",\"facets\":{"
                                                                "\"type\":\"object\","
                                                                "\"additionalPropertie"
                                                                "s\":" ARRAY (OBJECT (
                                                                    "\"code\":" TEXT ",\"count\""
                                                                    ":" NUMBER)) "}") },
};

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  json_object_set_string_member (object, name, text);
}

static void
set_reference (JsonObject *schema, const char *name)
{
  g_autofree char *reference = g_strconcat ("#/components/schemas/", name, NULL);

  set_text (schema, "$ref", reference);
}

static JsonObject *
add_object (JsonObject *object, const char *name)
{
  JsonObject *member = json_object_new ();

  json_object_set_object_member (object, name, member);
  return member;
}

static void
add_parameter (JsonArray *parameters,
               const char *name,
               const char *place,
               const char *kind,
               const char *text,
               guint maximum)
{
  JsonObject *parameter = json_object_new ();
  JsonObject *schema;

  set_text (parameter, "name", name);
  set_text (parameter, "in", place);
  if (g_str_equal (place, "path"))
    json_object_set_boolean_member (parameter, "required", TRUE);
  set_text (parameter, "description", text);
  schema = add_object (parameter, "schema");
  set_text (schema, "type", kind);
  if (maximum > 0)
    json_object_set_int_member (schema, "maximum", maximum);
  json_array_add_object_element (parameters, parameter);
}

/* The filters of #SolQuery. */
static void
add_query (JsonArray *parameters)
{
  add_parameter (parameters, "q", "query", "string", "Words, as a person types them", 0);
  for (guint i = 0; i < SOL_N_FACETS; i++)
    {
      g_autofree char *text = g_strdup_printf (
          "Codes separated by commas, %s, or " SOL_FACET_UNKNOWN "%s%s",
          sol_facet_is_demand (i) ? "all of which must hold" : "any of which will do",
          sol_facet_get_list (i) != NULL ? "; of /v1/referentials/" : "",
          sol_facet_get_list (i) != NULL ? sol_facet_get_list (i) : "");

      add_parameter (parameters, sol_facet_get_name (i), "query", "string", text, 0);
    }
  add_parameter (parameters, "near", "query", "string", "A commune, or latitude,longitude", 0);
  add_parameter (parameters, "radius_km", "query", "number", "Seated so near to it", 0);
  add_parameter (parameters, "works_in", "query", "string",
                 "A commune, or commune:CODE, department:CODE, region:CODE, epci:CODE", 0);
  add_parameter (parameters, "without_national", "query", "boolean",
                 "Leave out what works there by its national reach alone", 0);
  add_parameter (parameters, "sort", "query", "string", "relevance, distance, name, updated", 0);
}

static void
add_parameters (JsonObject *operation, const SolRoute *route)
{
  const char *hole = strchr (route->path, '{');
  JsonArray *parameters = json_array_new ();

  if (hole != NULL)
    {
      g_autofree char *name = g_strndup (hole + 1, strlen (hole) - 2);

      add_parameter (parameters, name, "path", "string", "Which one", 0);
    }
  if (route->with_query)
    add_query (parameters);
  for (const SolRouteParameter *at = route->parameters; at->name != NULL; at++)
    add_parameter (parameters, at->name, "query", at->kind, at->text, at->maximum);
  if (json_array_get_length (parameters) > 0)
    json_object_set_array_member (operation, "parameters", parameters);
  else
    json_array_unref (parameters);
}

static void
add_answer (JsonObject *responses, const SolRouteAnswer *answer)
{
  g_autofree char *status = g_strdup_printf ("%u", answer->status);
  JsonObject *response = add_object (responses, status);
  JsonObject *schema;

  set_text (response, "description", answer->text);
  if (answer->media_type == NULL)
    return;
  schema = add_object (add_object (add_object (response, "content"), answer->media_type), "schema");
  if (answer->schema != NULL)
    set_reference (schema, answer->schema);
  else
    set_text (schema, "type", "string");
}

/* What any route may answer, so that no entry has to repeat it. */
static const SolRouteAnswer common[] = {
  { 400, "application/problem+json", "Problem", "A parameter or a header is not right" },
  { 405, "application/problem+json", "Problem", "The route takes the methods of Allow" },
  { 413, "application/problem+json", "Problem", "The route takes no such body" },
  { 500, "application/problem+json", "Problem", "The server failed" },
};

static void
add_unless_there (JsonObject *responses, const SolRouteAnswer *answer)
{
  g_autofree char *status = g_strdup_printf ("%u", answer->status);

  if (!json_object_has_member (responses, status))
    add_answer (responses, answer);
}

static void
add_members (JsonObject *schema, const SolRoute *route)
{
  JsonArray *required = json_array_new ();
  JsonObject *properties;

  set_text (schema, "type", "object");
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
  properties = add_object (schema, "properties");
  for (const SolRouteMember *at = route->members; at->name != NULL; at++)
    {
      JsonObject *property = add_object (properties, at->name);

      set_text (property, "type", at->number ? "integer" : "string");
      set_text (property, "description", at->text);
      if (!at->number)
        json_object_set_int_member (property, "maxLength", at->maximum);
      if (!at->optional)
        json_array_add_string_element (required, at->name);
    }
  json_object_set_array_member (schema, "required", required);
}

static void
add_body (JsonObject *operation, const SolRoute *route)
{
  JsonObject *body, *schema;

  if (!sol_route_takes_body (route))
    return;
  body = add_object (operation, "requestBody");
  json_object_set_boolean_member (body, "required", TRUE);
  schema = add_object (add_object (add_object (body, "content"),
                                   route->bytes != NULL ? route->bytes : "application/json"),
                       "schema");
  if (route->body != NULL)
    set_reference (schema, route->body);
  else if (route->bytes != NULL)
    set_text (schema, "type", "string");
  else
    add_members (schema, route);
}

/* What a body or a lack of rights brings about. */
static void
add_refusals (JsonObject *responses, const SolRoute *route, const SolLimits *limits)
{
  static const SolRouteAnswer signed_out = { 401, "application/problem+json", "Problem",
                                             "Nobody is signed in by the token, or no longer" };
  static const SolRouteAnswer too_old = { 426, "application/problem+json", "Problem",
                                          "The application that asks has to be updated" };
  static const SolRouteAnswer no_json = { 415, "application/problem+json", "Problem",
                                          "The body is of another type of media" };
  static const SolRouteAnswer failed = { 503, "application/problem+json", "Problem",
                                         "The server cannot do this now: try again" };

  if (sol_route_has_oldest_client (route))
    add_unless_there (responses, &too_old);
  if (!limits->for_all)
    add_unless_there (responses, &signed_out);
  if (sol_route_takes_body (route))
    add_unless_there (responses, &no_json);
  if (!limits->for_all || sol_route_takes_body (route))
    add_unless_there (responses, &failed);
}

static void
add_rate (JsonObject *responses, const SolLimits *limits)
{
  g_autofree char *text = NULL;
  SolRouteAnswer answer = { 429, "application/problem+json", "Problem" };
  JsonObject *header;

  if (limits->rate.count == 0)
    return;
  text = g_strdup_printf ("The address asked more than %u times in %u seconds, of this route and "
                          "those of the same rate",
                          limits->rate.count, limits->rate.seconds);
  answer.text = text;
  add_answer (responses, &answer);
  header = add_object (add_object (json_object_get_object_member (responses, "429"), "headers"),
                       "Retry-After");
  set_text (header, "description", "Seconds to wait");
  set_text (add_object (header, "schema"), "type", "integer");
}

static void
add_answers (JsonObject *operation, const SolRoute *route)
{
  JsonObject *responses = add_object (operation, "responses");
  SolLimits limits;

  for (const SolRouteAnswer *at = route->answers; at->status != 0; at++)
    add_answer (responses, at);
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    add_unless_there (responses, &common[i]);
  sol_authz_get_limits (route->path, sol_route_get_operation (route), &limits);
  add_refusals (responses, route, &limits);
  add_rate (responses, &limits);
}

static void
add_paths (JsonObject *root)
{
  JsonObject *paths = add_object (root, "paths");
  guint n_routes;
  const SolRoute *routes = sol_routes_get (&n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      g_autofree char *method = g_ascii_strdown (routes[i].method, -1);
      JsonObject *path = json_object_has_member (paths, routes[i].path)
                             ? json_object_get_object_member (paths, routes[i].path)
                             : add_object (paths, routes[i].path);
      JsonObject *operation = add_object (path, method);

      set_text (operation, "summary", routes[i].summary);
      add_parameters (operation, &routes[i]);
      add_body (operation, &routes[i]);
      add_answers (operation, &routes[i]);
    }
}

static void
add_supplier (JsonObject *components)
{
  JsonObject *supplier = sol_openapi_describe_record ("supplier", "What is not known is not there");
  JsonObject *properties = json_object_get_object_member (supplier, "properties");
  JsonObject *id = add_object (properties, "id");
  JsonObject *distance = add_object (properties, "distance_km");
  JsonArray *types = json_array_new ();

  set_text (id, "type", "string");
  set_text (id, "format", "uuid");
  json_array_add_string_element (types, "number");
  json_array_add_string_element (types, "null");
  json_object_set_array_member (distance, "type", types);
  set_text (distance, "description", "In answers to a query: from its point");
  json_object_set_object_member (components, "Supplier", supplier);
}

static void
add_components (JsonObject *root)
{
  JsonObject *components = add_object (add_object (root, "components"), "schemas");

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    json_object_set_member (components, schemas[i].name,
                            sol_json_parse (schemas[i].schema, strlen (schemas[i].schema), NULL));
  add_supplier (components);
  json_object_set_object_member (
      components, "Term",
      sol_openapi_describe_record ("term", "A code that this platform adds to a list"));
}

/**
 * sol_openapi_print:
 *
 * Describes the API from the table of routes and the tables of fields.
 *
 * Returns: (transfer full): OpenAPI 3.1, as YAML
 */
char *
sol_openapi_print (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonObject *info;
  g_autofree char *yaml = NULL;

  json_node_take_object (node, root);
  set_text (root, "openapi", "3.1.0");
  info = add_object (root, "info");
  set_text (info, "title", "Achetons Solidaires");
  set_text (info, "version", SOL_VERSION);
  set_text (info, "description",
            "The public catalogue: its feed, its snapshot, its search and its lists of codes; the "
            "accounts, and what they write. A route that answers 401 takes \"Authorization: Bearer "
            "ACCESS\".");
  add_paths (root);
  add_components (root);
  yaml = sol_yaml_print (node);
  return g_strconcat ("# SPDX-License-Identifier: GPL-3.0-or-later\n"
                      "# Printed by achetons-solidaires-server --print-openapi; do not edit.\n",
                      yaml, NULL);
}
