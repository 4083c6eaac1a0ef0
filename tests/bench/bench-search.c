/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: bench-search [STRUCTURES]... Of each number of made structures (10 000, 50 000, 100 000
 * and 1 000 000) it builds the index and, in the same database as the rows, FTS5 over the same
 * words; then it types queries letter by letter, with 0 to 3 filters, and prints times, sizes, what
 * is aimed at and the ratio to FTS5, which is asked without filters and counts nothing. */
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
#define AIM_BYTES 120 /* a structure, in the file, at a million */

/* Time of this thread on a core, in microseconds: what else runs on the machine is left out. */
static gint64
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

typedef enum
{
  TIMES_ROWS, /* the first rows: their keys */
  TIMES_READ, /* and their documents from the database */
  TIMES_NONE, /* nothing found but with mistakes, or nothing */
  TIMES_COUNTS,
  TIMES_FTS,
  TIMES_FTS_READ,
  N_TIMES
} Times;

/* @aim_50k, @aim_1m: milliseconds that 99 of 100 key presses stay below, with so many structures */
static const struct
{
  const char *what;
  double aim_50k;
  double aim_1m;
} wanted[] = {
  { "first 50 rows", 2, 5 }, { "first 50 rows, read", 2, 5 }, { "nothing, or mistaken", 2, 0 },
  { "all counts", 2, 16 },   { "FTS5: first 50 rows", 0, 0 }, { "FTS5: first 50 rows, read", 0, 0 },
};

typedef struct
{
  guint n;
  sqlite3 *db;
  sqlite3_stmt *insert;
  sqlite3_stmt *insert_words;
  sqlite3_stmt *find;
  sqlite3_stmt *get;
  SolCatalogue *catalogue;
  GArray *times[N_TIMES]; /* microseconds a key press */
} Bench;

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
print_times (Bench *self, Times which)
{
  GArray *times = self->times[which];
  double last = get_percentile (times, 99);
  double aim = self->n == 50000     ? wanted[which].aim_50k
               : self->n == 1000000 ? wanted[which].aim_1m
                                    : 0;

  g_print ("  %-26s p50 %7.3f ms  p99 %7.3f ms  worst %7.3f ms  (%u)", wanted[which].what,
           get_percentile (times, 50), last, get_percentile (times, 100), times->len);
  if (aim > 0)
    g_print ("  aim %.0f ms: %s", aim, last <= aim ? "held" : "missed");
  g_print ("\n");
}

static void
print_ratio (Bench *self, const char *what, Times ours, Times theirs)
{
  g_print ("  %s: %.2f times FTS5 at p50, %.2f at p99\n", what,
           get_percentile (self->times[ours], 50) / get_percentile (self->times[theirs], 50),
           get_percentile (self->times[ours], 99) / get_percentile (self->times[theirs], 99));
}

static void
run_sql (Bench *self, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (self->db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
prepare (Bench *self, const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
  return statement;
}

/* Rows, and FTS5 over the words of name and description, as documented: prefixes of 1 to 3 letters.
 */
static void
open_rows (Bench *self, const char *path)
{
  g_assert_true (sqlite3_open (path, &self->db) == SQLITE_OK);
  run_sql (self,
           "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA mmap_size = 4000000000;"
           "CREATE TABLE record (key INTEGER PRIMARY KEY, doc TEXT NOT NULL);"
           "CREATE VIRTUAL TABLE fts USING fts5 (name, text, content='', detail=column, "
           "prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'); BEGIN");
  self->insert = prepare (self, "INSERT INTO record VALUES (?, ?)");
  self->insert_words = prepare (self, "INSERT INTO fts (rowid, name, text) VALUES (?, ?, ?)");
}

static void
close_rows (Bench *self)
{
  sqlite3_finalize (self->insert);
  sqlite3_finalize (self->insert_words);
  sqlite3_finalize (self->find);
  sqlite3_finalize (self->get);
  sqlite3_close (self->db);
}

static void
bind_member (sqlite3_stmt *statement, int column, const char *json, const char *member)
{
  const char *text = strstr (json, member) + strlen (member);

  sqlite3_bind_text (statement, column, text, (int) strcspn (text, "\""), SQLITE_STATIC);
}

static void
add_row (Bench *self, gint64 key, const GString *json)
{
  sqlite3_bind_int64 (self->insert, 1, key);
  sqlite3_bind_text (self->insert, 2, json->str, (int) json->len, SQLITE_STATIC);
  sqlite3_step (self->insert);
  sqlite3_reset (self->insert);
  sqlite3_bind_int64 (self->insert_words, 1, key);
  bind_member (self->insert_words, 2, json->str, "\"name\":\"");
  bind_member (self->insert_words, 3, json->str, "\"description\":\"");
  sqlite3_step (self->insert_words);
  sqlite3_reset (self->insert_words);
}

static void
read_row (Bench *self, gint64 key)
{
  sqlite3_bind_int64 (self->get, 1, key);
  g_assert_true (sqlite3_step (self->get) == SQLITE_ROW);
  g_assert_nonnull (sqlite3_column_text (self->get, 0));
  sqlite3_reset (self->get);
}

static void
append_match (const char *word, gpointer data)
{
  g_string_append_printf (data, "\"%s\"* ", word);
}

static void
ask_fts (Bench *self, const char *typed)
{
  g_autoptr (GString) match = g_string_new (NULL);
  gint64 keys[N_ROWS], start;
  guint n = 0;

  sol_text_fold_words (typed, append_match, match);
  start = get_time ();
  sqlite3_bind_text (self->find, 1, match->str, -1, SQLITE_TRANSIENT);
  while (n < N_ROWS && sqlite3_step (self->find) == SQLITE_ROW)
    keys[n++] = sqlite3_column_int64 (self->find, 0);
  sqlite3_reset (self->find);
  note (self->times[TIMES_FTS], start);
  while (n > 0)
    read_row (self, keys[--n]);
  note (self->times[TIMES_FTS_READ], start);
}

static void
ask (Bench *self, const SolQuery *query)
{
  gint64 start = get_time ();
  g_autoptr (SolHits) hits = sol_catalogue_search (self->catalogue, query, NULL);
  gboolean none = sol_hits_get_guessed (hits) || sol_hits_get_n (hits) == 0;
  guint n = MIN (N_ROWS, sol_hits_get_n (hits));
  SolHit rows[N_ROWS];

  for (guint i = 0; i < n; i++)
    sol_hits_get (hits, i, &rows[i]);
  note (self->times[none ? TIMES_NONE : TIMES_ROWS], start);
  for (guint i = 0; i < n; i++)
    read_row (self, rows[i].key);
  if (!none)
    note (self->times[TIMES_READ], start);
  start = get_time ();
  for (guint facet = 0; facet < SOL_N_FACETS; facet++)
    g_array_unref (sol_hits_count_facet (hits, facet));
  note (self->times[TIMES_COUNTS], start);
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

/* Types what a structure is called, letter by letter. */
static void
type_query (Bench *self, BenchSuppliers *from, const char *json)
{
  const char *start = strstr (json, "\"name\":\"") + 8;
  g_autofree char *text = g_strndup (start, strcspn (start, "\""));
  g_autoptr (SolQuery) query = sol_query_new ();

  add_filters (query, from, bench_suppliers_pick (from, 4));
  for (const char *end = g_utf8_next_char (text); end - text < 16; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));

      sol_query_set_text (query, typed);
      ask (self, query);
      ask_fts (self, typed);
      if (*end == '\0')
        break;
    }
}

/* Returns: (transfer full): the index of the structures, whose rows are in the database too */
static SolSegmentBuilder *
gather (Bench *self)
{
  SolSegmentBuilder *builder = sol_segment_builder_new ();
  BenchSuppliers *suppliers = bench_suppliers_new (SEED);
  g_autoptr (GString) json = g_string_new (NULL);
  gint64 took = 0;

  for (guint i = 0; i < self->n; i++)
    {
      gint64 start;

      bench_suppliers_next (suppliers, json);
      start = get_time ();
      g_assert_true (sol_segment_builder_add (builder, i, json->str, json->len));
      took += get_time () - start;
      add_row (self, i, json);
    }
  run_sql (self, "COMMIT; INSERT INTO fts (fts) VALUES ('optimize')");
  g_print ("%u structures: read in %.2f s", self->n, (double) took / 1e6);
  bench_suppliers_free (suppliers);
  return builder;
}

static void
build (Bench *self, const char *path)
{
  g_autoptr (SolSegmentBuilder) builder = gather (self);
  g_autoptr (SolSegment) segment = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = get_time (), written, opened;
  GStatBuf info;

  sol_segment_builder_write (builder, path, "bench", 0, NULL, &error);
  g_assert_no_error (error);
  written = get_time ();
  segment = sol_segment_open (path, "bench", &error);
  g_assert_no_error (error);
  opened = get_time ();
  g_assert_true (sol_segment_check (segment, NULL, &error));
  g_stat (path, &info);
  g_print (", written in %.2f s, opened in %.2f ms, checked in %.1f ms\n",
           (double) (written - start) / 1e6, (double) (opened - written) / 1000,
           (double) (get_time () - opened) / 1000);
  g_print ("  %.1f MB, %.1f bytes a structure", (double) info.st_size / 1e6,
           (double) info.st_size / self->n);
  if (self->n == 1000000)
    g_print ("  aim %d: %s", AIM_BYTES, info.st_size / self->n <= AIM_BYTES ? "held" : "missed");
  g_print ("\n");
  self->catalogue = sol_catalogue_new (segment, NULL, NULL, 0);
}

static void
type_queries (Bench *self)
{
  BenchSuppliers *suppliers = bench_suppliers_new (SEED + 1);
  g_autoptr (GString) json = g_string_new (NULL);

  self->find = prepare (self, "SELECT rowid FROM fts WHERE fts MATCH ? LIMIT 50");
  self->get = prepare (self, "SELECT doc FROM record WHERE key = ?");
  for (guint i = 0; i < N_QUERIES; i++)
    {
      bench_suppliers_next (suppliers, json);
      type_query (self, suppliers, json->str);
    }
  bench_suppliers_free (suppliers);
}

static void
run (guint n, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "catalogue.idx", NULL);
  g_autofree char *db_path = g_build_filename (folder, "rows.db", NULL);
  Bench bench = { .n = n };

  for (guint i = 0; i < N_TIMES; i++)
    bench.times[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  open_rows (&bench, db_path);
  build (&bench, path);
  type_queries (&bench);
  for (guint i = 0; i < N_TIMES; i++)
    print_times (&bench, i);
  print_ratio (&bench, "rows", TIMES_ROWS, TIMES_FTS);
  print_ratio (&bench, "rows, read", TIMES_READ, TIMES_FTS_READ);
  for (guint i = 0; i < N_TIMES; i++)
    g_array_unref (bench.times[i]);
  sol_catalogue_unref (bench.catalogue);
  close_rows (&bench);
  g_unlink (path);
  g_unlink (db_path);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 10000, 50000, 100000, 1000000 };
  g_autofree char *folder = g_dir_make_tmp ("sol-bench-XXXXXX", NULL);

  for (int i = 1; i < argc; i++)
    run ((guint) MAX (1, atoi (argv[i])), folder);
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (sizes); i++)
    run (sizes[i], folder);
  g_rmdir (folder);
  return 0;
}
