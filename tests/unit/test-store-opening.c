/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sol-test-support.h"
#include "store/sol-store-error.h"
#include "store/sol-store-meta.h"
#include "store/sol-store-private.h"
#include "store/sol-store-records.h"
#include "store/sol-store-seen.h"

#define NOBODY 65534

/* Folders that are damaged, newer, taken, closed to writing or full: what is told, what stays. */

static SolStore *
open_folder (const char *folder, gboolean reading, GError **error)
{
  g_autoptr (GAsyncResult) opened = NULL;
  GAsyncResult *kept = NULL;

  if (reading)
    sol_store_open_reading_async (folder, NULL, sol_test_keep_result, &kept);
  else
    sol_store_open_async (folder, NULL, sol_test_keep_result, &kept);
  opened = sol_test_wait (&kept);
  return sol_store_open_finish (opened, error);
}

static char *
locate (SolTestStore *fixture, const char *file)
{
  return g_build_filename (fixture->folder, file, NULL);
}

static void
overwrite (SolTestStore *fixture, const char *file, const char *text)
{
  g_autofree char *path = locate (fixture, file);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
run_sql (SolTestStore *fixture, const char *file, const char *sql)
{
  g_autofree char *path = locate (fixture, file);
  g_autoptr (SolDatabase) db = sol_database_open (path, TRUE, NULL);

  g_assert_true (sol_database_run (db, sql, NULL));
}

static gint64
ask_number (SolTestStore *fixture, const char *sql)
{
  g_autoptr (SolDatabase) db = sol_database_open (fixture->path, FALSE, NULL);
  gint64 number = -1;

  g_assert_true (sol_database_get_number (db, sql, &number, NULL));
  return number;
}

static void
note_seen (SolStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_store_note_seen_async (store, id, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_store_note_seen_finish (store, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_seen (SolStore *store, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  GPtrArray *seen;

  sol_store_list_seen_async (store, n, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  seen = sol_store_list_seen_finish (store, result, &error);
  g_assert_no_error (error);
  return seen;
}

static void
test_fresh_folder_is_made (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *user = locate (fixture, "user.db");

  g_assert_null (sol_store_get_notice (fixture->store));
  g_assert_cmpstr (sol_store_get_folder (fixture->store), ==, fixture->folder);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (user, G_FILE_TEST_EXISTS));
}

static void
assert_cache_rebuilt (SolTestStore *fixture)
{
  g_autofree char *aside = locate (fixture, "public.db.aside");
  g_autoptr (GPtrArray) seen = NULL;

  sol_test_store_open (fixture);
  g_assert_cmpstr (sol_store_get_notice (fixture->store), ==, SOL_STORE_NOTICE_CACHE_REBUILT);
  g_assert_nonnull (strstr (sol_store_get_notice_detail (fixture->store), "public.db"));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpint (ask_number (fixture, "SELECT count (*) FROM record"), ==, 0);

  /* What the user did is found again with the structures. */
  sol_test_store_fill (fixture, 0, 3);
  seen = list_seen (fixture->store, 10);
  g_assert_cmpuint (seen->len, ==, 1);
}

static void
test_corrupt_cache_is_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  sol_test_store_fill (fixture, 0, 3);
  note_seen (fixture->store, "id-1");
  sol_test_store_close (fixture);
  overwrite (fixture, "public.db",
             "This is no database, it is a text of more than a hundred bytes "
             "that somebody put in its place by mistake, and it is long.");
  assert_cache_rebuilt (fixture);
}

static void
test_newer_cache_is_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  note_seen (fixture->store, "id-1");
  sol_test_store_close (fixture);
  run_sql (fixture, "public.db", "PRAGMA user_version = 99");
  assert_cache_rebuilt (fixture);
}

static gpointer
meet_damage (SolDatabase *db, gpointer input, GError **error)
{
  g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_CORRUPT, "database disk image");
  return NULL;
}

static void
test_damage_met_later_is_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  note_seen (fixture->store, "id-1");
  sol_store_run (fixture->store, SOL_STORE_READ,
                 g_task_new (fixture->store, NULL, sol_test_keep_result, &kept), meet_damage, NULL);
  result = sol_test_wait (&kept);
  g_task_propagate_pointer (G_TASK (result), &error);
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_CORRUPT);
  sol_test_store_close (fixture);
  assert_cache_rebuilt (fixture);
}

/* Somewhere in the middle of the rows, whose index can still be read. */
static void
damage_rows (SolTestStore *fixture)
{
  const gsize page = 4096;
  g_autofree char *text = NULL;
  gsize length, at;

  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  for (at = length / 2; memcmp (text + at, "{\"name\"", 7) != 0;)
    g_assert_cmpuint (++at, <, length - 8);
  memset (text + at / page * page, 0xff, page);
  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) length, NULL));
}

static void
test_damage_met_by_the_index_is_rebuilt (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *index = locate (fixture, "catalogue.idx");
  GLogLevelFlags fatal;

  sol_test_store_fill (fixture, 0, 3000);
  note_seen (fixture->store, "id-1");
  sol_test_store_settle (fixture);
  sol_test_store_close (fixture);
  g_assert_cmpint (g_remove (index), ==, 0);
  damage_rows (fixture);

  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK); /* it warns */
  sol_test_store_open (fixture);
  sol_test_store_count (fixture, ""); /* is answered */
  sol_test_store_close (fixture);
  g_log_set_always_fatal (fatal);
  assert_cache_rebuilt (fixture);
}

static void
assert_user_refused (SolTestStore *fixture, int code)
{
  g_autofree char *path = locate (fixture, "user.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before;
  gsize n_after;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (open_folder (fixture->folder, FALSE, &error));
  g_assert_error (error, SOL_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, "user.db"));
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_corrupt_user_file_is_refused (SolTestStore *fixture, gconstpointer unused)
{
  sol_test_store_close (fixture);
  overwrite (fixture, "user.db",
             "Somebody's work, damaged beyond what this program can read, "
             "which is no reason at all to write over it or to move it away.");
  assert_user_refused (fixture, SOL_STORE_ERROR_CORRUPT);
}

static void
test_newer_user_file_is_refused (SolTestStore *fixture, gconstpointer unused)
{
  sol_test_store_close (fixture);
  run_sql (fixture, "user.db", "PRAGMA user_version = 99");
  assert_user_refused (fixture, SOL_STORE_ERROR_TOO_NEW);
}

/* The test's own process holds the lock as another one would. */
static void
test_taken_folder_is_told_and_can_be_read (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolStore) reading = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_test_store_fill (fixture, 0, 3);
  g_assert_null (open_folder (fixture->folder, FALSE, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED);
  g_clear_error (&error);

  reading = open_folder (fixture->folder, TRUE, &error);
  g_assert_no_error (error);
  sol_store_set_meta_async (reading, "server", "x", NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_false (sol_store_set_meta_finish (reading, result, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_READ_ONLY);
  sol_store_close (reading);
}

static int
wait_for_child (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status;
}

/* Exits with 0 when @folder is told as closed to writing. As nobody: root may write anywhere. */
static void
open_as_nobody (const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0 && setuid (NOBODY) != 0)
    _exit (2);
  open_folder (folder, FALSE, &error);
  _exit (g_error_matches (error, SOL_STORE_ERROR, SOL_STORE_ERROR_READ_ONLY) ? 0 : 1);
}

static void
test_read_only_folder_is_told (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *lock = locate (fixture, "lock");
  pid_t child;

  sol_test_store_close (fixture);
  g_assert_cmpint (g_chmod (lock, 0400), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0555), ==, 0);
  child = fork ();
  if (child == 0)
    {
      execl ("/proc/self/exe", "test-store-opening", "--read-only", fixture->folder, NULL);
      _exit (3);
    }
  g_assert_cmpint (wait_for_child (child), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static gpointer
limit_pages (SolDatabase *db, gpointer input, GError **error)
{
  sol_database_run (db, input, error);
  return NULL;
}

static void
set_limit (SolTestStore *fixture, SolStoreLaneKind kind, const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  GTask *task = g_task_new (fixture->store, NULL, sol_test_keep_result, &kept);

  g_task_set_task_data (task, (gpointer) sql, NULL);
  sol_store_run (fixture->store, kind, task, limit_pages, NULL);
  result = sol_test_wait (&kept);
}

static void
test_full_disk_loses_nothing (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) changes = sol_test_make_suppliers (100, 5000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_test_store_fill (fixture, 0, 100);
  set_limit (fixture, SOL_STORE_WRITE, "PRAGMA max_page_count = 60");
  sol_store_apply_async (fixture->store, changes, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_false (sol_store_apply_finish (fixture->store, result, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_FULL);
  g_assert_cmpint (ask_number (fixture, "SELECT count (*) FROM record"), ==, 100);

  set_limit (fixture, SOL_STORE_WRITE, "PRAGMA max_page_count = 1000000");
  sol_test_store_apply (fixture, g_ptr_array_ref (changes));
  g_assert_cmpint (ask_number (fixture, "SELECT count (*) FROM record"), ==, 5100);
}

static gpointer
write_when_freed (SolDatabase *db, gpointer input, GError **error)
{
  g_autofree char *reserve = g_build_filename (input, "reserve", NULL);

  if (!g_file_test (reserve, G_FILE_TEST_EXISTS))
    return GINT_TO_POINTER (TRUE);

  g_set_error_literal (error, SOL_STORE_ERROR, SOL_STORE_ERROR_FULL, "database or disk is full");
  return NULL;
}

static void
test_reserve_is_freed_for_the_user (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  GTask *task = g_task_new (fixture->store, NULL, sol_test_keep_result, &kept);

  g_task_set_task_data (task, fixture->folder, NULL);
  sol_store_run (fixture->store, SOL_STORE_WRITE_USER, task, write_when_freed, NULL);
  result = sol_test_wait (&kept);
  g_assert_nonnull (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_no_error (error);
}

static void
test_seen_are_kept_latest_first (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) seen = NULL;

  sol_test_store_fill (fixture, 0, 60);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);

      note_seen (fixture->store, id);
    }
  note_seen (fixture->store, "id-20");
  sol_test_store_close (fixture);
  sol_test_store_open (fixture);

  seen = list_seen (fixture->store, 100);
  g_assert_cmpuint (seen->len, ==, 50);
  g_assert_cmpstr (sol_record_get_id (g_ptr_array_index (seen, 0)), ==, "id-20");
  g_assert_cmpstr (sol_record_get_id (g_ptr_array_index (seen, 1)), ==, "id-59");
}

static void
test_user_file_is_copied_seven_kept (SolTestStore *fixture, gconstpointer unused)
{
  g_autofree char *copies = locate (fixture, "user-copies");
  g_autoptr (GDir) dir = NULL;
  guint n = 0;

  sol_test_store_close (fixture);
  g_mkdir (copies, 0700);
  for (guint day = 1; day < 10; day++)
    {
      g_autofree char *name = g_strdup_printf ("user-2020-01-%02u-1.db", day);
      g_autofree char *path = g_build_filename (copies, name, NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  sol_test_store_open (fixture);

  dir = g_dir_open (copies, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 7);
}

/* Writes batch after batch until it is killed; each has one record and its cursor. */
static void
write_for_ever (const char *folder)
{
  SolTestStore fixture = { 0 };

  fixture.folder = g_strdup (folder);
  fixture.path = g_build_filename (folder, "public.db", NULL);
  sol_test_store_open (&fixture);
  for (guint i = 0;; i++)
    sol_test_store_apply (&fixture, sol_test_make_suppliers (i * 10, 10));
}

static void
test_killed_writer_leaves_whole_batches (SolTestStore *fixture, gconstpointer unused)
{
  gint64 n = 0;

  sol_test_store_close (fixture);
  for (guint round = 0; round < 3; round++)
    {
      const gint64 before = n;
      pid_t child = fork ();

      if (child == 0)
        {
          execl ("/proc/self/exe", "test-store-opening", "--write", fixture->folder, NULL);
          _exit (3);
        }
      while (ask_number (fixture, "SELECT count (*) FROM record") <= before)
        g_usleep (1000);
      g_usleep (round * 7000); /* at another moment each time */
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_true (WIFSIGNALED (wait_for_child (child)));

      sol_test_store_open (fixture);
      g_assert_null (sol_store_get_notice (fixture->store));
      n = ask_number (fixture, "SELECT count (*) FROM record");
      g_assert_cmpint (n, >, before);
      g_assert_cmpint (n % 10, ==, 0);
      g_assert_cmpint (ask_number (fixture, "SELECT max (local_seq) FROM record"), <=,
                       ask_number (fixture, "SELECT value FROM meta WHERE name ="
                                            " 'store:local-seq'"));
      sol_test_store_close (fixture);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    write_for_ever (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--read-only"))
    open_as_nobody (argv[2]);

  g_test_init (&argc, &argv, NULL);
  sol_test_store_add ("/opening/fresh-folder-is-made", test_fresh_folder_is_made);
  sol_test_store_add ("/opening/corrupt-cache-is-rebuilt", test_corrupt_cache_is_rebuilt);
  sol_test_store_add ("/opening/newer-cache-is-rebuilt", test_newer_cache_is_rebuilt);
  sol_test_store_add ("/opening/damage-met-later-is-rebuilt", test_damage_met_later_is_rebuilt);
  sol_test_store_add ("/opening/damage-met-by-the-index-is-rebuilt",
                      test_damage_met_by_the_index_is_rebuilt);
  sol_test_store_add ("/opening/corrupt-user-file-is-refused", test_corrupt_user_file_is_refused);
  sol_test_store_add ("/opening/newer-user-file-is-refused", test_newer_user_file_is_refused);
  sol_test_store_add ("/opening/taken-folder-is-told-and-can-be-read",
                      test_taken_folder_is_told_and_can_be_read);
  sol_test_store_add ("/opening/read-only-folder-is-told", test_read_only_folder_is_told);
  sol_test_store_add ("/opening/full-disk-loses-nothing", test_full_disk_loses_nothing);
  sol_test_store_add ("/opening/reserve-is-freed-for-the-user", test_reserve_is_freed_for_the_user);
  sol_test_store_add ("/opening/seen-are-kept-latest-first", test_seen_are_kept_latest_first);
  sol_test_store_add ("/opening/user-file-is-copied-seven-kept",
                      test_user_file_is_copied_seven_kept);
  sol_test_store_add ("/opening/killed-writer-leaves-whole-batches",
                      test_killed_writer_leaves_whole_batches);
  return g_test_run ();
}
