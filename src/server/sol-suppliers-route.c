/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "model/sol-json.h"
#include "model/sol-query.h"
#include "model/sol-referential.h"
#include "server/sol-index.h"
#include "server/sol-parameters.h"
#include "server/sol-routes.h"

#define DEFAULT_LIMIT 20
#define PAGE_BYTES (32 * 1024) /* that most answers fit into */
#define NO_MARK "none"         /* of the marks of territory: both are known as no */

/* Of a list that a platform cannot lengthen, a code that is not in it is a slip of the pen. */
static gboolean
check_codes (SolRequest *request, const SolQuery *query, SolFacet facet)
{
  const char *list = sol_facet_get_list (facet);

  if (list == NULL || facet == SOL_FACET_LABEL || facet == SOL_FACET_NETWORK)
    return TRUE;
  for (char **code = query->facets[facet]; code != NULL && *code != NULL; code++)
    if (!g_str_equal (*code, SOL_FACET_UNKNOWN) && sol_referential_find (list, *code) == NULL &&
        !g_str_equal (*code, NO_MARK))
      {
        sol_request_answer_problem (request, 400, "parameter", "“%s” has no code “%s”", list,
                                    *code);
        return FALSE;
      }
  return TRUE;
}

/* Of what is said twice, one would be passed over. A facet may come again: it adds. */
static gboolean
check_repetitions (SolRequest *request)
{
  static const char *const single[] = {
    "q",    "near",  "radius_km", "works_in", "without_national",
    "sort", "limit", "offset",    "counts",   NULL,
  };
  const char *ignored;

  for (guint i = 0; single[i] != NULL; i++)
    if (!sol_parameters_get_text (request, single[i], &ignored))
      return FALSE;
  return TRUE;
}

static gboolean
read_query (SolRequest *request, SolQuery *query, gboolean *counts)
{
  g_autoptr (GError) error = NULL;

  *counts = FALSE;
  if (!check_repetitions (request))
    return FALSE;
  for (guint i = 0; i < sol_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = sol_request_get_parameter_at (request, i, &value);

      if (g_str_equal (name, "counts") && (g_str_equal (value, "true") || *value == '\0'))
        *counts = TRUE;
      else if (!g_str_equal (name, "counts") || !g_str_equal (value, "false"))
        if (!sol_query_set_parameter (query, name, value, &error))
          {
            sol_request_answer_problem (request, 400, "parameter", "%s", error->message);
            return FALSE;
          }
    }
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    if (!check_codes (request, query, facet))
      return FALSE;
  if (query->limit == 0)
    query->limit = DEFAULT_LIMIT;
  if (query->limit <= SOL_MAX_LIMIT && query->offset <= SOL_MAX_OFFSET)
    return TRUE;
  sol_request_answer_problem (request, 400, "parameter",
                              "“limit” is at most %d and “offset” at most %d", SOL_MAX_LIMIT,
                              SOL_MAX_OFFSET);
  return FALSE;
}

static void
append_hit (GString *text, const SolStored *record, const SolHit *hit)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (hit->distance_km))
    strcpy (digits, "null");
  else
    g_ascii_formatd (digits, sizeof digits, "%.2f", hit->distance_km);
  sol_supplier_append_json (text, record, digits);
}

/* The page of the query. A structure that was deleted since the index was made is left out. */
static gboolean
append_items (GString *text,
              SolStorage *storage,
              SolHits *hits,
              const SolQuery *query,
              GError **error)
{
  guint first = MIN (query->offset, sol_hits_get_n (hits));
  guint n = MIN (query->limit, sol_hits_get_n (hits) - first);
  g_autofree gint64 *keys = g_new (gint64, n + 1);
  g_autofree SolHit *page = g_new (SolHit, n + 1);
  g_autoptr (GPtrArray) records = NULL;
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      sol_hits_get (hits, first + i, &page[i]);
      keys[i] = page[i].key;
    }
  records = sol_storage_get_keys (storage, keys, n, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const SolStored *record = g_ptr_array_index (records, i);

      while (page[at].key != record->key)
        at++;
      if (!g_str_equal (record->scope, SOL_SCOPE_PUBLIC))
        continue;
      if (text->str[text->len - 1] != '[')
        g_string_append_c (text, ',');
      append_hit (text, record, &page[at]);
    }
  return records != NULL;
}

static void
append_counts (GString *text, SolHits *hits)
{
  g_string_append (text, ",\"facets\":{");
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    {
      g_autoptr (GArray) counts = sol_hits_count_facet (hits, facet);

      g_string_append_printf (text, "%s\"%s\":[", facet > 0 ? "," : "", sol_facet_get_name (facet));
      for (guint i = 0; i < counts->len; i++)
        {
          const SolFacetCount *count = &g_array_index (counts, SolFacetCount, i);

          g_string_append (text, i > 0 ? ",{\"code\":" : "{\"code\":");
          sol_json_append_string (text, count->code);
          g_string_append_printf (text, ",\"count\":%u}", count->count);
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, '}');
}

static void
answer_query (SolServer *server,
              SolRequest *request,
              SolCatalogue *catalogue,
              const SolQuery *query,
              gboolean counts)
{
  g_autoptr (SolHits) hits = sol_catalogue_search (catalogue, query, NULL);
  g_autoptr (GString) text = g_string_sized_new (PAGE_BYTES);
  g_autoptr (GError) error = NULL;

  g_string_printf (text, "{\"count\":%u,\"without_place\":%u,\"guessed\":%s,\"items\":[",
                   sol_hits_get_n (hits), sol_hits_get_n_without_place (hits),
                   sol_hits_get_guessed (hits) ? "true" : "false");
  if (!append_items (text, server->storage, hits, query, &error))
    {
      g_warning ("%s", error->message);
      sol_request_answer_problem (request, 500, "storage", "The storage does not answer");
      return;
    }
  g_string_append_c (text, ']');
  if (counts)
    append_counts (text, hits);
  g_string_append (text, "}\n");
  sol_request_answer_text (request, 200, "application/json",
                           g_string_free (g_steal_pointer (&text), FALSE));
}

/* GET /v1/suppliers */
void
sol_suppliers_handle_list (SolServer *server, SolRequest *request, const char *rest)
{
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autoptr (SolCatalogue) catalogue = NULL;
  g_autofree char *etag = NULL;
  gboolean counts;
  gint64 seq;

  if (!read_query (request, query, &counts))
    return;
  catalogue = sol_index_get_catalogue (server->index, &seq);
  etag = g_strdup_printf ("\"%.8s-%" G_GINT64_FORMAT "\"", server->signer.feed, seq);
  sol_request_set_header (request, "ETag", etag);
  sol_request_set_header (request, "Cache-Control", "public, max-age=10");
  if (sol_request_matches (request, etag))
    sol_request_answer_not_modified (request);
  else
    answer_query (server, request, catalogue, query, counts);
}
