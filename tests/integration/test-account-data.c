/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "sol-real-server.h"
#include "sol-test-support.h"
#include "sync/sol-account-data.h"
#include "sync/sol-platform-info.h"
#include "sync/sol-sync-state.h"

/* What is held on a person, brought to him and erased at his wish, against the real server over a
 * line that can fail. */

#define BUYER "acheteuse@example.org"
#define PASSWORD "demonstration ouverte"
#define MUCH "8000"   /* lines of the audit, of 200 bytes each */
#define LEAST 1600000 /* bytes that they take */
#define SOME 300000   /* bytes, before the line fails */
#define WEEK (7 * 24 * 3600)

static SolRealServer server;

/* A line to the server, by which so many bytes come; then it is cut, or brings nothing more. */
typedef struct
{
  GSocketService *service;
  char *address;
  gint64 limit; /* atomic by the lock: bytes still to come; < 0: all */
  gboolean stalls;
  GMutex lock;
} Line;

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
  SolKeyring *keyring;
  SolAccountSession *session;
  Line line;
} Fixture;

typedef struct
{
  GIOStream *from;
  GIOStream *to;
} Way;

static gpointer
pass_requests (gpointer data)
{
  g_autofree Way *way = data;

  g_output_stream_splice (g_io_stream_get_output_stream (way->to),
                          g_io_stream_get_input_stream (way->from), G_OUTPUT_STREAM_SPLICE_NONE,
                          NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (way->to)), FALSE, TRUE,
                     NULL);
  g_object_unref (way->from);
  g_object_unref (way->to);
  return NULL;
}

/* Returns: of @n bytes those that still come */
static gssize
take (Line *line, gssize n, gboolean *stalls)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&line->lock);

  *stalls = line->stalls;
  if (line->limit < 0)
    return n;
  n = (gssize) MIN (n, line->limit);
  line->limit -= n;
  return n;
}

static void
pass_answers (Line *line, GIOStream *server_end, GIOStream *client_end)
{
  char buffer[16384];
  gssize n, taken;
  gboolean stalls = FALSE;
  GInputStream *input = g_io_stream_get_input_stream (server_end);
  GOutputStream *output = g_io_stream_get_output_stream (client_end);

  while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      taken = take (line, n, &stalls);
      if (!g_output_stream_write_all (output, buffer, (gsize) taken, NULL, NULL, NULL))
        return;
      if (taken < n && !stalls)
        return;
    }
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer data)
{
  Line *line = data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection)
      far = g_socket_client_connect_to_uri (connector, server.address, 80, NULL, NULL);
  Way *way = g_new0 (Way, 1);

  g_assert_nonnull (far);
  way->from = g_object_ref (G_IO_STREAM (client));
  way->to = g_object_ref (G_IO_STREAM (far));
  g_thread_unref (g_thread_new ("requests", pass_requests, way));
  pass_answers (line, G_IO_STREAM (far), G_IO_STREAM (client));
  g_socket_shutdown (g_socket_connection_get_socket (client), TRUE, TRUE, NULL);
  return TRUE;
}

static void
line_init (Line *line)
{
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_mutex_init (&line->lock);
  line->limit = -1;
  line->service = g_threaded_socket_service_new (16);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (line->service), NULL, &error);
  g_assert_no_error (error);
  line->address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_signal_connect (line->service, "run", G_CALLBACK (on_run), line);
}

static void
set_limit (Line *line, gint64 limit, gboolean stalls)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&line->lock);

  line->limit = limit;
  line->stalls = stalls;
}

static GError *
sign_in (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_in_async (fixture->session, BUYER, PASSWORD, NULL, sol_test_keep_result,
                                     &kept);
  done = sol_test_wait (&kept);
  sol_account_session_sign_in_finish (fixture->session, done, &error);
  return error;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-data-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "données.json", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  line_init (&fixture->line);
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->session = sol_account_session_new (fixture->folder, fixture->line.address,
                                              fixture->keyring);
  error = sign_in (fixture);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->keyring);
  g_socket_service_stop (fixture->line.service);
  g_socket_listener_close (G_SOCKET_LISTENER (fixture->line.service));
  g_free (fixture->line.address);
  g_object_unref (fixture->file);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* So much that no short answer holds it, and no coding makes it short. */
static void
do_much (Fixture *fixture)
{
  g_autofree char *statement = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " MUCH ") "
      "INSERT INTO audit (at, account, client, act, detail) SELECT unixepoch (), '%s', '', 'x', "
      "hex (randomblob (100)) FROM n",
      sol_account_session_get_id (fixture->session));
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (server.database, &database), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 20000);
  g_assert_cmpint (sqlite3_exec (database, statement, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
start_saving (Fixture *fixture, GCancellable *cancellable, GAsyncResult **kept)
{
  sol_account_session_save_data_async (fixture->session, fixture->file, cancellable,
                                       sol_test_keep_result, kept);
}

static GError *
end_saving (Fixture *fixture, GAsyncResult **kept)
{
  g_autoptr (GAsyncResult) done = sol_test_wait (kept);
  GError *error = NULL;

  g_assert_true (sol_account_session_save_data_finish (fixture->session, done, &error) ==
                 (error == NULL));
  return error;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, "données") ? 1 : 0;
  return n;
}

static void
assert_older_file_alone (Fixture *fixture)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "older");
}

static void
test_all_of_it_is_saved (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GAsyncResult *kept = NULL;
  struct stat about;
  gsize length;

  do_much (fixture);
  start_saving (fixture, NULL, &kept);
  error = end_saving (fixture, &kept);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  g_assert_cmpuint (length, >, LEAST);
  g_assert_nonnull (strstr (text, BUYER));
  g_assert_true (g_str_has_suffix (g_strchomp (text), "}"));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
}

static void
test_cut_line_leaves_no_half_file (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *kept = NULL;

  do_much (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      set_limit (&fixture->line, SOME, FALSE);
      start_saving (fixture, NULL, &kept);
      error = end_saving (fixture, &kept);
      g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_SERVER_AWAY);
      if (i == 0)
        g_assert_cmpuint (count_files (fixture), ==, 0);
      g_file_set_contents (fixture->path, "older", -1, NULL);
    }
  assert_older_file_alone (fixture);
}

static void
test_who_cancels_finds_no_half_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *part = g_strconcat (fixture->path, ".part", NULL);
  GAsyncResult *kept = NULL;

  do_much (fixture);
  g_file_set_contents (fixture->path, "older", -1, NULL);
  set_limit (&fixture->line, SOME, TRUE);
  start_saving (fixture, cancellable, &kept);
  while (!g_file_test (part, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  error = end_saving (fixture, &kept);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_older_file_alone (fixture);
}

static void
test_place_that_cannot_be_written_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  g_object_unref (fixture->file);
  fixture->file = g_file_new_build_filename (fixture->folder, "missing", "données.json", NULL);
  start_saving (fixture, NULL, &kept);
  error = end_saving (fixture, &kept);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static GError *
close_account (Fixture *fixture, const char *password, gint64 *erased_at)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_close_async (fixture->session, password, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_account_session_close_finish (fixture->session, done, erased_at, NULL,
                                                   &error) == (error == NULL));
  return error;
}

static void
test_closed_account_is_kept_by_signing_in (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) wrong = close_account (fixture, "not the right one", NULL);
  g_autoptr (GError) error = NULL;
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 erased_at = 0;

  g_assert_error (wrong, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  g_assert_false (sol_account_session_take_reopened (fixture->session));
  error = close_account (fixture, PASSWORD, &erased_at);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (erased_at - now - WEEK), <, 60);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_OUT);
  g_assert_null (sol_account_session_get_id (fixture->session));
  error = sign_in (fixture);
  g_assert_no_error (error);
  g_assert_true (sol_account_session_take_reopened (fixture->session));
  g_assert_false (sol_account_session_take_reopened (fixture->session));
}

/* What is known of it here cannot be taken away. */
static void
test_closed_account_is_told_closed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *profile = g_build_filename (fixture->folder, "account.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_remove (profile), ==, 0);
  g_assert_cmpint (g_mkdir (profile, 0700), ==, 0);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING, "*closed account stays here*");
  error = close_account (fixture, PASSWORD, NULL);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  g_assert_null (sol_account_session_get_id (fixture->session));
}

static void
test_platform_tells_how_long_it_keeps (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SolPlatformInfo) info = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_ask_platform_async (fixture->session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  info = sol_account_session_ask_platform_finish (fixture->session, done, &error);
  g_assert_no_error (error);
  g_assert_cmpint (info->codes, ==, SOL_CODES_SHOWN);
  g_assert_cmpuint (info->days[SOL_KEPT_CLOSED], ==, 7);
  g_assert_cmpuint (info->days[SOL_KEPT_AUDIT], ==, 365);
  g_assert_cmpuint (info->days[SOL_KEPT_TOMBSTONES], ==, 180);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/account-data/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sol-data-XXXXXX", &error);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_error (error);
  sol_real_server_start (&server, folder);
  add ("all-of-it-is-saved", test_all_of_it_is_saved);
  add ("cut-line-leaves-no-half-file", test_cut_line_leaves_no_half_file);
  add ("who-cancels-finds-no-half-file", test_who_cancels_finds_no_half_file);
  add ("place-that-cannot-be-written-is-told", test_place_that_cannot_be_written_is_told);
  add ("closed-account-is-kept-by-signing-in", test_closed_account_is_kept_by_signing_in);
  add ("closed-account-is-told-closed", test_closed_account_is_told_closed);
  add ("platform-tells-how-long-it-keeps", test_platform_tells_how_long_it_keeps);
  status = g_test_run ();
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return status;
}
