/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: bench-sync SERVER [STRUCTURES [ROUNDS]]. A server process with made structures; each round
 * writes their rows with bare SQLite and then lets a client process of its own sync them into an
 * empty folder, until the first search finds them all. Prints the ratio, the figures and the
 * client's memory; then how soon a change is found. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench-suppliers.h"
#include "net/sol-server-info.h"
#include "server/sol-storage-sqlite.h"
#include "sol-test-support.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records.h"
#include "sync/sol-sync.h"

#define SEED 84
#define BATCH 1000
#define N_CHANGES 20
#define MOST_RATIO 3.0

static double
get_seconds (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;
}

/* As scattered as those of imports. */
static char *
make_id (guint i)
{
  g_autofree char *name = g_strdup_printf ("bench %u", i);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);

  return g_strdup_printf ("%.8s-%.4s-5%.3s-8%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15,
                          hash + 18);
}

/* Of all threads of this process: what else runs on the machine is left out. */
static double
get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static gint64
get_memory (const char *what)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, what);
  return line != NULL ? g_ascii_strtoll (line + strlen (what), NULL, 10) : 0;
}

/* The limit: the same rows, bare. */

static const char bare_sql[] =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
    "CREATE TABLE record (key INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL,"
    " scope TEXT NOT NULL, rev INTEGER NOT NULL, seq INTEGER NOT NULL, local_seq INTEGER NOT NULL,"
    " generation INTEGER NOT NULL, sort_key TEXT NOT NULL, doc TEXT NOT NULL, UNIQUE (type, id))";

static void
run_bare_sql (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
insert_bare (sqlite3 *db, GPtrArray *ids, GPtrArray *docs)
{
  sqlite3_stmt *insert;

  sqlite3_prepare_v2 (db,
                      "INSERT INTO record VALUES"
                      " (?1, 'supplier', ?2, 'public', 1, ?1, ?1, 1, ?3, ?4)",
                      -1, &insert, NULL);
  for (guint i = 0; i < docs->len; i++)
    {
      const char *doc = docs->pdata[i];
      const char *name = strstr (doc, "\"name\":\"") + 8;

      sqlite3_bind_int64 (insert, 1, i + 1);
      sqlite3_bind_text (insert, 2, ids->pdata[i], -1, SQLITE_STATIC);
      sqlite3_bind_text (insert, 3, name, (int) strcspn (name, "\""), SQLITE_STATIC);
      sqlite3_bind_text (insert, 4, doc, -1, SQLITE_STATIC);
      sqlite3_step (insert);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
}

static double
time_bare (const char *folder, GPtrArray *ids, GPtrArray *docs)
{
  g_autofree char *path = g_build_filename (folder, "bare.db", NULL);
  sqlite3 *db;
  double cpu = get_cpu_seconds ();
  gint64 start = g_get_monotonic_time ();
  double took;

  sqlite3_open (path, &db);
  run_bare_sql (db, bare_sql);
  run_bare_sql (db, "BEGIN");
  insert_bare (db, ids, docs);
  run_bare_sql (db, "COMMIT");
  took = get_seconds (start);
  g_print ("bare insert %.2f s (%.2f s of CPU); ", took, get_cpu_seconds () - cpu);
  sqlite3_close (db);
  g_unlink (path);
  return took;
}

/* The client, a process of its own. */

static void
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

static void
wait_until_found (SolTestStore *local, const char *text, guint n)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect_swapped (local->store, "changed", G_CALLBACK (set_flag),
                                             &changed);

  while (sol_test_store_count (local, text) < n)
    {
      SOL_TEST_WAIT_UNTIL (changed);
      changed = FALSE;
    }
  g_signal_handler_disconnect (local->store, handler);
}

static void
sync_once (SolStore *store, const char *address)
{
  g_autoptr (SolSync) sync = sol_sync_new (store, address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_sync_set_metered_allowed (sync, TRUE);
  sol_sync_run_async (sync, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  sol_sync_run_finish (sync, result, &error);
  g_assert_no_error (error);
}

/* @n_delta records changed before, so that the index has so many to keep beside its base. */
static void
time_changes (SolTestStore *local, guint first, guint n_delta)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  if (n_delta > 0)
    sol_test_store_apply (local, sol_test_make_suppliers (first, n_delta));
  sol_test_store_settle (local);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      GPtrArray *changes = sol_test_make_suppliers (first + n_delta + i, 1);
      g_autofree char *word = g_strdup_printf ("zzyzx%u", first + i);
      g_autofree char *doc = g_strdup_printf ("{\"name\":\"%s\"}", word);
      gint64 start;
      double took;

      sol_test_set_document (g_ptr_array_index (changes, 0), doc);
      start = g_get_monotonic_time ();
      sol_test_store_apply (local, changes);
      wait_until_found (local, word, 1);
      took = get_seconds (start) * 1000;
      g_array_append_val (times, took);
    }
  g_print ("a change, with %u others since the base: found after", n_delta);
  for (guint i = 0; i < times->len; i++)
    g_print (" %.0f", g_array_index (times, double, i));
  g_print (" ms\n");
}

static int
run_client (const char *address, const char *folder, guint n, gboolean changes)
{
  SolTestStore local = { 0 };
  gint64 start;
  double synced;

  local.folder = g_strdup (folder);
  local.path = g_build_filename (folder, "public.db", NULL);
  start = g_get_monotonic_time ();
  sol_test_store_open (&local);
  sync_once (local.store, address);
  synced = get_seconds (start);
  wait_until_found (&local, "", n);
  g_print ("%f %f %f %" G_GINT64_FORMAT " MB\n", get_seconds (start), synced, get_cpu_seconds (),
           get_memory ("VmHWM:") / 1024);
  sol_test_store_settle (&local);
  for (guint n_delta = 0; changes && n_delta <= n / 50; n_delta = n_delta == 0 ? 500 : n_delta * 2)
    time_changes (&local, n_delta * 3, n_delta);
  sol_test_store_close (&local);
  return 0;
}

/* The parent: the server, the rounds. */

typedef struct
{
  const char *program;
  char *folder;
  GPtrArray *ids;
  GPtrArray *docs;
  GSubprocess *server;
  char *address;
} Bench;

static void
fill_server (Bench *bench, guint n)
{
  BenchSuppliers *suppliers = bench_suppliers_new (SEED);
  g_autofree char *path = g_build_filename (bench->folder, "server.db", NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStorage) storage = sol_storage_sqlite_open (path, FALSE, &error);
  SolStorageWrite writes[BATCH];

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      bench_suppliers_next (suppliers, json);
      g_ptr_array_add (bench->docs, g_strdup (json->str));
      g_ptr_array_add (bench->ids, make_id (i));
      writes[i % BATCH] = (SolStorageWrite){ "supplier", bench->ids->pdata[i], SOL_SCOPE_PUBLIC,
                                             bench->docs->pdata[i], 0 };
      if (i % BATCH == BATCH - 1 || i == n - 1)
        sol_storage_apply (storage, writes, i % BATCH + 1, &error);
      g_assert_no_error (error);
    }
  bench_suppliers_free (suppliers);
}

static void
start_server (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "server.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  bench->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, bench->program,
                                    "--database", path, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bench->server));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  bench->address = g_strdup (strrchr (line, ' ') + 1);
}

static void
wait_for_snapshot (Bench *bench, guint n)
{
  g_autoptr (SolClient) client = sol_client_new (bench->address);
  gint64 count = -1;

  while (count < (gint64) n)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (SolSnapshotInfo) info = NULL;
      GAsyncResult *kept = NULL;

      g_usleep (G_USEC_PER_SEC / 5);
      sol_client_get_snapshot_async (client, NULL, sol_test_keep_result, &kept);
      result = sol_test_wait (&kept);
      info = sol_client_get_snapshot_finish (client, result, NULL);
      count = info != NULL ? info->count : -1;
    }
}

static double
time_client (Bench *bench, gboolean changes)
{
  g_autofree char *folder = g_build_filename (bench->folder, "client", NULL);
  g_autofree char *n = g_strdup_printf ("%u", bench->docs->len);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) client = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                     "/proc/self/exe", "--client", bench->address,
                                                     folder, n, changes ? "changes" : "", NULL);
  char *rest;
  double took, synced, cpu;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (client, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  took = g_ascii_strtod (output, &rest);
  synced = g_ascii_strtod (rest, &rest);
  cpu = g_ascii_strtod (rest, &rest);
  g_print ("client %.2f s (synced after %.2f s; %.2f s of CPU), memory at most%s", took, synced,
           cpu, rest);
  sol_test_remove_folder (folder);
  return took;
}

static void
run_rounds (Bench *bench, guint n_rounds)
{
  double best = 1e9, best_bare = 1e9, best_client = 1e9;

  for (guint i = 0; i < n_rounds; i++)
    {
      double bare = time_bare (bench->folder, bench->ids, bench->docs);
      double client;

      client = time_client (bench, i == n_rounds - 1);
      best = MIN (best, client / bare);
      best_bare = MIN (best_bare, bare);
      best_client = MIN (best_client, client);
    }
  g_print ("%u structures, %u rounds: fastest client %.2f s, fastest bare %.2f s, ratio %.2f"
           " (at most %.1f); best round %.2f\n",
           bench->docs->len, n_rounds, best_client, best_bare, best_client / best_bare, MOST_RATIO,
           best);
}

int
main (int argc, char **argv)
{
  Bench bench = { .program = argv[1] };
  guint n = argc > 2 ? (guint) atoi (argv[2]) : 200000;

  if (argc == 6 && g_str_equal (argv[1], "--client"))
    return run_client (argv[2], argv[3], (guint) atoi (argv[4]), *argv[5] != '\0');
  if (argc < 2)
    g_error ("Usage: bench-sync SERVER [STRUCTURES [ROUNDS]]");

  bench.folder = g_dir_make_tmp ("sol-bench-XXXXXX", NULL);
  bench.ids = g_ptr_array_new_with_free_func (g_free);
  bench.docs = g_ptr_array_new_with_free_func (g_free);
  fill_server (&bench, MAX (n, 1));
  start_server (&bench);
  wait_for_snapshot (&bench, n);
  run_rounds (&bench, argc > 3 ? (guint) atoi (argv[3]) : 3);
  g_subprocess_send_signal (bench.server, 15);
  g_subprocess_wait (bench.server, NULL, NULL);
  g_object_unref (bench.server);
  sol_test_remove_folder (bench.folder);
  g_ptr_array_unref (bench.ids);
  g_ptr_array_unref (bench.docs);
  g_free (bench.address);
  g_free (bench.folder);
  return 0;
}
