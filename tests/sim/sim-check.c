/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"

#include <sqlite3.h>

#include "sim-server.h"
#include "store/sol-catalogue-list.h"
#include "store/sol-store-catalogue-private.h"

/* What must hold when all is healed and at rest. */

/* Returns: (transfer full): the rows of @sql, columns and rows apart */
static GPtrArray *
read_rows (const char *path, const char *sql)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sim_fail ("%s cannot be read: %s", path, sqlite3_errmsg (db));
  while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
    {
      GString *row = g_string_new (NULL);

      for (int i = 0; i < sqlite3_column_count (statement); i++)
        g_string_append_printf (row, "%s%s", i > 0 ? "|" : "",
                                (const char *) sqlite3_column_text (statement, i));
      g_ptr_array_add (rows, g_string_free (row, FALSE));
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return rows;
}

static void
compare_rows (const char *what, GPtrArray *held, GPtrArray *true_ones)
{
  for (guint i = 0; i < MAX (held->len, true_ones->len); i++)
    {
      const char *one = i < held->len ? held->pdata[i] : "nothing";
      const char *other = i < true_ones->len ? true_ones->pdata[i] : "nothing";

      if (g_str_equal (one, other))
        continue;
      sim_fail ("%s: holds %s; the server has %s", what, one, other);
      return;
    }
}

static void
check_integrity (const char *path)
{
  g_autoptr (GPtrArray) rows = read_rows (path, "PRAGMA integrity_check");

  if (rows->len != 1 || !g_str_equal (rows->pdata[0], "ok"))
    sim_fail ("%s: %s", path, rows->len > 0 ? (char *) rows->pdata[0] : "no answer");
}

/* The public cache is what all may read, and nothing else. */
void
sim_check_public (SimClient *client)
{
  static const char sql[] =
      "SELECT type, id, scope, rev, seq, doc FROM record WHERE doc IS NOT NULL"
      " AND scope = 'public' ORDER BY type, id";
  g_autofree char *path = g_build_filename (client->folder, "public.db", NULL);
  g_autofree char *user = g_build_filename (client->folder, "user.db", NULL);
  g_autoptr (GPtrArray) held = read_rows (path, sql);
  g_autoptr (GPtrArray) all = read_rows (path, "SELECT count (*) FROM record");
  g_autoptr (GPtrArray) true_ones = read_rows (sim_server_get_database (), sql);
  g_autofree char *n = g_strdup_printf ("%u", held->len);

  compare_rows (client->machine->name, held, true_ones);
  if (all->len != 1 || !g_str_equal (all->pdata[0], n))
    sim_fail ("%s holds what is not for all in its public cache", client->machine->name);
  check_integrity (path);
  check_integrity (user);
}

void
sim_check_server (void)
{
  check_integrity (sim_server_get_database ());
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
  g_autoptr (GPtrArray) counted = read_rows (path, sql);
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
      rows = read_rows (path, "SELECT count (*) FROM record WHERE type = 'supplier'");
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
