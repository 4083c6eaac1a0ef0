/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: bench-search [STRUCTURES]. Builds an index of made structures and types queries letter by
 * letter, with 0 to 3 filters; prints times, sizes and the ratio to FTS5 over the same words. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench-suppliers.h"
#include "model/sol-commune.h"
#include "model/sol-text.h"
#include "search/sol-catalogue.h"

#define SEED 84
#define N_QUERIES 200
#define N_ROWS 50
#define MAX_FTS 200000 /* structures; beyond it FTS5 alone would take minutes */

/* Time of this thread on a core, in microseconds: what else runs on the machine is left out. */
static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

typedef struct
{
  GArray *rows;
  GArray *none; /* nothing found but with mistakes, or nothing */
  GArray *counts;
  GArray *fts;
} Times;

static void
note (GArray *times, gint64 start)
{
  gint64 took = get_time () - start;

  g_array_append_val (times, took);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static double
get_percentile (GArray *times, guint percent)
{
  g_array_sort (times, compare_times);
  return times->len == 0
             ? 0
             : (double) g_array_index (times, gint64, (times->len - 1) * percent / 100) / 1000;
}

static void
print_times (const char *what, GArray *times)
{
  g_print ("%-28s p50 %7.3f ms   p99 %7.3f ms   worst %7.3f ms   (%u)\n", what,
           get_percentile (times, 50), get_percentile (times, 99), get_percentile (times, 100),
           times->len);
}

/* FTS5 over the words of name and description, as documented: prefixes of 1 to 3 letters. */
static sqlite3 *
open_fts (void)
{
  sqlite3 *db;

  g_assert_true (sqlite3_open (":memory:", &db) == SQLITE_OK);
  sqlite3_exec (db,
                "CREATE VIRTUAL TABLE fts USING fts5 (name, text, content='', detail=column, "
                "prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'); BEGIN",
                NULL, NULL, NULL);
  return db;
}

static void
add_fts (sqlite3_stmt *insert, const char *json)
{
  const char *name = strstr (json, "\"name\":\"") + 8;
  const char *text = strstr (json, "\"description\":\"") + 15;

  sqlite3_bind_text (insert, 1, name, (int) (strchr (name, '"') - name), SQLITE_TRANSIENT);
  sqlite3_bind_text (insert, 2, text, (int) (strchr (text, '"') - text), SQLITE_TRANSIENT);
  sqlite3_step (insert);
  sqlite3_reset (insert);
}

static void
append_match (const char *word, gpointer data)
{
  g_string_append_printf (data, "\"%s\"* ", word);
}

static void
ask_fts (sqlite3_stmt *select, const char *typed, Times *times)
{
  g_autoptr (GString) match = g_string_new (NULL);
  gint64 start;

  sol_text_fold_words (typed, append_match, match);
  start = get_time ();
  sqlite3_bind_text (select, 1, match->str, -1, SQLITE_TRANSIENT);
  for (guint i = 0; i < N_ROWS && sqlite3_step (select) == SQLITE_ROW; i++)
    ;
  sqlite3_reset (select);
  note (times->fts, start);
}

static void
ask (SolCatalogue *catalogue, const SolQuery *query, Times *times)
{
  gint64 start = get_time ();
  g_autoptr (SolHits) hits = sol_catalogue_search (catalogue, query, NULL);
  SolHit hit;

  for (guint i = 0; i < MIN (N_ROWS, sol_hits_get_n (hits)); i++)
    sol_hits_get (hits, i, &hit);
  note (sol_hits_get_guessed (hits) || sol_hits_get_n (hits) == 0 ? times->none : times->rows,
        start);
  start = get_time ();
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    g_array_unref (sol_hits_count_facet (hits, facet));
  note (times->counts, start);
}

static void
add_filters (SolQuery *query, BenchSuppliers *from, guint n)
{
  for (; n > 0; n--)
    switch (bench_suppliers_pick (from, 6))
      {
      case 0:
        sol_query_add (query, SOL_FACET_KIND, bench_suppliers_pick_code (from, "kinds"));
        break;
      case 1:
        sol_query_add (query, SOL_FACET_SECTOR, bench_suppliers_pick_code (from, "sectors"));
        break;
      case 2:
        sol_query_add (query, SOL_FACET_DEPARTMENT,
                       bench_suppliers_pick_code (from, "departments"));
        break;
      case 3:
        sol_query_add (query, SOL_FACET_MODE, bench_suppliers_pick_code (from, "modes"));
        break;
      case 4:
        sol_query_set_works_in (query, "commune:84007", NULL);
        break;
      default:
        sol_query_set_near (query, "43.95,4.81", 50, NULL);
      }
}

/* Types what a structure is called or says of itself, letter by letter. */
static void
type_query (SolCatalogue *catalogue,
            sqlite3_stmt *select,
            BenchSuppliers *from,
            const char *json,
            Times *times)
{
  const char *start = strstr (json, "\"name\":\"") + 8;
  g_autofree char *text = g_strndup (start, strcspn (start, "\""));
  g_autoptr (SolQuery) query = sol_query_new ();

  add_filters (query, from, bench_suppliers_pick (from, 4));
  for (const char *end = g_utf8_next_char (text); end - text < 16; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));

      sol_query_set_text (query, typed);
      ask (catalogue, query, times);
      if (select != NULL)
        ask_fts (select, typed, times);
      if (*end == '\0')
        break;
    }
}

static SolSegment *
build (guint n, sqlite3_stmt *insert, const char *path)
{
  g_autoptr (SolSegmentBuilder) builder = sol_segment_builder_new ();
  BenchSuppliers *suppliers = bench_suppliers_new (SEED);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 took = 0, start;
  SolSegment *segment;
  GStatBuf info;

  for (guint i = 0; i < n; i++)
    {
      bench_suppliers_next (suppliers, json);
      start = get_time ();
      g_assert_true (sol_segment_builder_add (builder, i, json->str, json->len));
      took += get_time () - start;
      if (insert != NULL)
        add_fts (insert, json->str);
    }
  start = get_time ();
  sol_segment_builder_write (builder, path, "bench", 0, NULL, &error);
  g_assert_no_error (error);
  g_stat (path, &info);
  g_print ("%u structures: read %.2f s, written %.2f s, %.1f MB, %.1f bytes a structure\n", n,
           (double) took / 1e6, (double) (get_time () - start) / 1e6, (double) info.st_size / 1e6,
           (double) info.st_size / n);
  start = get_time ();
  segment = sol_segment_open (path, "bench", &error);
  g_assert_no_error (error);
  g_print ("opened in %.2f ms\n", (double) (get_time () - start) / 1000);
  bench_suppliers_free (suppliers);
  return segment;
}

static void
run (guint n, sqlite3 *db, const char *path)
{
  Times times = { g_array_new (FALSE, FALSE, 8), g_array_new (FALSE, FALSE, 8),
                  g_array_new (FALSE, FALSE, 8), g_array_new (FALSE, FALSE, 8) };
  sqlite3_stmt *insert = NULL, *select = NULL;
  g_autoptr (SolSegment) segment = NULL;
  g_autoptr (SolCatalogue) catalogue = NULL;
  BenchSuppliers *suppliers = bench_suppliers_new (SEED + 1);
  g_autoptr (GString) json = g_string_new (NULL);

  if (db != NULL)
    sqlite3_prepare_v2 (db, "INSERT INTO fts (name, text) VALUES (?, ?)", -1, &insert, NULL);
  segment = build (n, insert, path);
  if (db != NULL)
    {
      sqlite3_exec (db, "COMMIT; INSERT INTO fts (fts) VALUES ('optimize')", NULL, NULL, NULL);
      sqlite3_prepare_v2 (db, "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT 50", -1, &select,
                          NULL);
    }
  catalogue = sol_catalogue_new (segment, NULL, NULL, 0);
  for (guint i = 0; i < N_QUERIES; i++)
    {
      bench_suppliers_next (suppliers, json);
      type_query (catalogue, select, suppliers, json->str, &times);
    }
  print_times ("first 50 rows", times.rows);
  print_times ("first 50 rows, guessing", times.none);
  print_times ("all counts", times.counts);
  if (select != NULL)
    {
      print_times ("FTS5, no filters, no counts", times.fts);
      g_print ("p99 of the rows is %.2f times that of FTS5\n",
               get_percentile (times.rows, 99) / get_percentile (times.fts, 99));
    }
  sqlite3_finalize (insert);
  sqlite3_finalize (select);
  bench_suppliers_free (suppliers);
  g_array_unref (times.rows);
  g_array_unref (times.none);
  g_array_unref (times.counts);
  g_array_unref (times.fts);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("sol-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "catalogue.idx", NULL);
  sqlite3 *db = n <= MAX_FTS ? open_fts () : NULL;

  run (MAX (n, 1), db, path);
  sqlite3_close (db);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
