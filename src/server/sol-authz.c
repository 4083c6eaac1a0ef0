/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-authz.h"

#include <string.h>

#include "model/sol-record-registry.h"
#include "model/sol-table.h"
#include "sol-api.h"
#include "sol-config.h"

#define N_COLUMNS 12

enum
{
  COLUMN_ROUTE,
  COLUMN_TYPE,
  COLUMN_OP,
  COLUMN_STATE,
  COLUMN_FIELD,
  COLUMN_ROLE,
  COLUMN_SCOPE,
  COLUMN_READABLE,
  COLUMN_WRITABLE,
  COLUMN_RATE,
  COLUMN_BODY_MAX,
};

typedef struct
{
  char *cells[N_COLUMNS];
} Row;

static void
add_row (GHashTable *routes, const Row *row)
{
  GArray *rows = g_hash_table_lookup (routes, row->cells[COLUMN_ROUTE]);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (Row));
      g_hash_table_insert (routes, row->cells[COLUMN_ROUTE], rows);
    }
  g_array_append_val (rows, *row);
}

/* The table of data/api/authz.csv by route, kept for good. */
static GHashTable *
load (void)
{
  g_autoptr (GBytes)
      bytes = g_resource_lookup_data (sol_api_get_resource (), SOL_RESOURCE_PATH "api/authz.csv",
                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GHashTable *routes = g_hash_table_new (g_str_hash, g_str_equal);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  char *text = g_strndup (data, size);
  Row row;

  sol_table_read_row (&text, row.cells, N_COLUMNS); /* the head */
  while (sol_table_read_row (&text, row.cells, N_COLUMNS) > 0)
    add_row (routes, &row);
  return routes;
}

/* Returns: (nullable): %NULL: of that route nothing is told */
static const GArray *
get_rows (const char *route)
{
  static GHashTable *routes;

  if (g_once_init_enter (&routes))
    g_once_init_leave (&routes, load ());
  return g_hash_table_lookup (routes, route);
}

/* Whether a cell, "manager" or "member|manager", names the word. */
static gboolean
names (const char *cell, const char *word)
{
  gsize length = strlen (word);

  for (; cell != NULL; cell = strchr (cell, '|'))
    {
      cell += *cell == '|';
      if (strncmp (cell, word, length) == 0 && (cell[length] == '|' || cell[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

/* -1: the row of its route is of something else; else how much of this it says. A field is the
 * least that can be told of: a row that names it says more than any that does not. */
static int
match (const Row *row, const char *const wanted[N_COLUMNS])
{
  int points = 0;

  for (guint i = COLUMN_TYPE; i < COLUMN_READABLE; i++)
    {
      if (wanted[i] == NULL || g_str_equal (row->cells[i], "*"))
        continue;
      if (!names (row->cells[i], wanted[i]))
        return -1;
      points += i == COLUMN_FIELD ? N_COLUMNS : 1;
    }
  return points;
}

/* The row that says most of what is wanted decides. */
static const Row *
find_best (const char *const wanted[N_COLUMNS])
{
  const GArray *rows = get_rows (wanted[COLUMN_ROUTE]);
  const Row *best = NULL;
  int most = -1;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      int points = match (row, wanted);

      if (points > most)
        {
          most = points;
          best = row;
        }
    }
  return best;
}

/**
 * sol_authz_may_read:
 * @route: its path as in the table of routes
 * @scope: of which the table names the kind: "org" for "org:ID"
 *
 * Asks the table of rights: the row that says most decides; none is no. Any thread.
 */
gboolean
sol_authz_may_read (const char *route, const char *type, const char *role, const char *scope)
{
  g_autofree char *kind = g_strndup (scope, strcspn (scope, ":"));
  const char *const wanted[N_COLUMNS] = { [COLUMN_ROUTE] = route,
                                          [COLUMN_TYPE] = type,
                                          [COLUMN_OP] = "read",
                                          [COLUMN_ROLE] = role,
                                          [COLUMN_SCOPE] = kind };
  const Row *best = find_best (wanted);

  return best != NULL && g_str_equal (best->cells[COLUMN_READABLE], "yes");
}

/**
 * sol_authz_may_write:
 *
 * Asks the table of rights about a part of a mutation: the row that says most decides; none is no.
 * Any thread.
 */
gboolean
sol_authz_may_write (const SolAuthzWrite *write)
{
  g_autofree char *kind = g_strndup (write->scope, strcspn (write->scope, ":"));
  const char *const wanted[N_COLUMNS] = {
    [COLUMN_ROUTE] = "/v1/mutations",
    [COLUMN_TYPE] = write->type,
    [COLUMN_OP] = write->op,
    [COLUMN_STATE] = write->state,
    [COLUMN_FIELD] = write->field,
    [COLUMN_ROLE] = write->role,
    [COLUMN_SCOPE] = kind,
  };
  const Row *best = find_best (wanted);

  return best != NULL && g_str_equal (best->cells[COLUMN_WRITABLE], "yes");
}

/* "30/min", "50/h", "-" */
static SolRate
parse_rate (const char *text)
{
  SolRate rate = { 0, 60 };
  char *unit;

  rate.count = (guint) g_ascii_strtoull (text, &unit, 10);
  if (g_str_equal (unit, "/h"))
    rate.seconds = 60 * 60;
  return rate;
}

/* Whether some row lets in who is not signed in. */
static gboolean
is_for_all (const char *route, const char *operation)
{
  const char *const wanted[N_COLUMNS] = {
    [COLUMN_ROUTE] = route, [COLUMN_OP] = operation, [COLUMN_ROLE] = SOL_ROLE_ANONYMOUS
  };
  const GArray *rows = get_rows (route);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (match (row, wanted) >= 0 && (g_str_equal (row->cells[COLUMN_READABLE], "yes") ||
                                       g_str_equal (row->cells[COLUMN_WRITABLE], "yes")))
        return TRUE;
    }
  return FALSE;
}

/**
 * sol_authz_get_limits:
 * @operation: "read" or "write"
 * @limits: (out): without a row no body, no limit of rate, and for nobody who is not signed in
 *
 * All rows of a route and operation say the same (the build checks it). Any thread.
 */
void
sol_authz_get_limits (const char *route, const char *operation, SolLimits *limits)
{
  const char *const wanted[N_COLUMNS] = { [COLUMN_ROUTE] = route, [COLUMN_OP] = operation };
  const Row *best = find_best (wanted);

  memset (limits, 0, sizeof *limits);
  if (best == NULL)
    return;
  limits->rate = parse_rate (best->cells[COLUMN_RATE]);
  limits->for_all = is_for_all (route, operation);
  limits->body_max = g_ascii_strtoull (best->cells[COLUMN_BODY_MAX], NULL, 10);
}

/**
 * sol_authz_list_readable:
 *
 * Returns: (transfer full): the record types that may be read there, in the registry's order
 */
GStrv
sol_authz_list_readable (const char *route, const char *role, const char *scope)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  guint n_types;
  const SolRecordType *types = sol_record_registry_get (&n_types);

  for (guint i = 0; i < n_types; i++)
    if (sol_authz_may_read (route, types[i].name, role, scope))
      g_strv_builder_add (names, types[i].name);
  return g_strv_builder_end (names);
}
