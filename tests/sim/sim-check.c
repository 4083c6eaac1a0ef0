/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"

#include "sim-rows.h"
#include "sim-typed.h"
#include "store/sol-store-catalogue-private.h"

/* What must hold when all is healed and at rest. */

/* The public cache is what all may read, and nothing else. */
void
sim_check_public (SimClient *client, const char *database)
{
  /* What is the same is left as it is, also where a server that was put back counts it anew. */
  const char *sql = sim_typed_count_anew ()
                        ? "SELECT type, id, scope, rev, doc FROM record WHERE doc IS NOT NULL"
                          " AND scope = 'public' ORDER BY type, id"
                        : "SELECT type, id, scope, rev, seq, doc FROM record WHERE doc IS NOT NULL"
                          " AND scope = 'public' ORDER BY type, id";
  g_autofree char *path = g_build_filename (client->folder, "public.db", NULL);
  g_autofree char *user = g_build_filename (client->folder, "user.db", NULL);
  g_autoptr (GPtrArray) held = sim_rows_read (path, sql);
  g_autoptr (GPtrArray) all = sim_rows_read (path, "SELECT count (*) FROM record");
  g_autoptr (GPtrArray) true_ones = sim_rows_read (database, sql);
  g_autofree char *n = g_strdup_printf ("%u", held->len);

  sim_rows_are_equal (client->machine->name, held, true_ones);
  if (all->len != 1 || !g_str_equal (all->pdata[0], n))
    sim_fail ("%s holds what is not for all in its public cache", client->machine->name);
  sim_rows_check_integrity (path);
  sim_rows_check_integrity (user);
}

/* A listing is where its moderator brought it by the copy, and is told what he said. */
static void
check_reviews (const char *database)
{
  g_autoptr (GPtrArray) rows = sim_rows_read (
      database, "SELECT l.id, l.doc ->> '$.state', r.doc ->> '$.state' FROM record r"
                " JOIN record l ON l.type = 'listing' AND l.id = r.doc ->> '$.listing'"
                " WHERE r.type = 'listing_review'"
                " AND coalesce (l.doc ->> '$.state', 'draft') NOT IN ('draft', 'archived')"
                " AND (l.doc ->> '$.state' IS NOT r.doc ->> '$.state'"
                " OR l.doc ->> '$.remark' IS NOT r.doc ->> '$.remark'"
                " OR l.doc ->> '$.remarks' IS NOT r.doc ->> '$.remarks')");

  if (rows->len > 0)
    sim_fail ("A listing and its copy are not decided alike: %s", (char *) rows->pdata[0]);
}

void
sim_check_server (const char *database)
{
  sim_rows_check_integrity (database);
  check_reviews (database);
}

typedef struct
{
  SolHits *hits;
  gboolean done;
} Found;

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Found *found = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolSearchAnswer) answer = sol_store_search_finish (SOL_STORE (source), result, &error);

  found->done = TRUE;
  if (answer == NULL)
    sim_fail ("A search fails: %s", error->message);
  else
    found->hits = sol_hits_ref (answer->hits);
}

static void
check_facet (SimClient *client, SolHits *hits, SolFacet facet, const char *sql)
{
  g_autofree char *path = g_build_filename (client->folder, "public.db", NULL);
  g_autoptr (GPtrArray) counted = sim_rows_read (path, sql);
  g_autoptr (GArray) told = sol_hits_count_facet (hits, facet);
  guint n = 0;

  for (guint i = 0; i < told->len; i++)
    {
      const SolFacetCount *count = &g_array_index (told, SolFacetCount, i);
      g_autofree char *row = g_strdup_printf ("%s|%u", count->code, count->count);

      if (count->count == 0 || g_strcmp0 (count->code, SOL_FACET_UNKNOWN) == 0)
        continue;
      n++;
      if (!g_ptr_array_find_with_equal_func (counted, row, g_str_equal, NULL))
        sim_fail ("%s: the facet says %s, which is not so", client->machine->name, row);
    }
  if (n != counted->len)
    sim_fail ("%s: a facet has %u values, of %u", client->machine->name, n, counted->len);
}

/* The index finds what the database holds. */
void
sim_check_search (SimClient *client)
{
  g_autofree char *path = g_build_filename (client->folder, "public.db", NULL);
  g_autoptr (GPtrArray)
      rows = sim_rows_read (path, "SELECT count (*) FROM record WHERE type = 'supplier'");
  g_autoptr (SolQuery) query = sol_query_new ();
  g_autofree char *n = NULL;
  Found found = { NULL, FALSE };

  sim_world_enter (client->machine);
  sol_store_search_async (client->store, query, NULL, NULL, on_found, &found);
  sim_world_leave ();
  sim_world_settle ();
  if (found.hits == NULL)
    {
      sim_fail ("%s: a search has no answer", client->machine->name);
      return;
    }
  n = g_strdup_printf ("%u", sol_hits_get_n (found.hits));
  if (!g_str_equal (n, rows->pdata[0]))
    sim_fail ("%s finds %s structures of %s", client->machine->name, n, (char *) rows->pdata[0]);
  check_facet (client, found.hits, SOL_FACET_KIND,
               "SELECT doc ->> '$.kind', count (*) FROM record WHERE type = 'supplier'"
               " AND doc ->> '$.kind' IS NOT NULL GROUP BY 1");
  sol_hits_unref (found.hits);
}
