/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-server.h"
#include "sync/sol-sync-steps-private.h"

/* When a sync that failed tries again, and what a refused cursor leads to. */

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static SolSync *
start (SolTestServer *server)
{
  SolSync *sync = sol_sync_new (server->local.store, server->address);

  sol_sync_set_metered_allowed (sync, TRUE);
  sol_sync_start (sync);
  return sync;
}

static void
stop (SolSync *sync)
{
  sol_sync_stop (sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) != SOL_SYNC_RUNNING);
  g_object_unref (sync);
}

static void
test_busy_server_is_asked_later (SolTestServer *server, gconstpointer unused)
{
  static const guint statuses[] = { 408, 429, 500, 502, 503, 504 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      SolSync *sync;
      gint64 before = now ();

      server->status = statuses[i];
      sync = start (server);
      SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_SERVER_AWAY);
      g_assert_cmpint (sol_sync_get_retry_at (sync), >, before);
      g_assert_cmpint (sol_sync_get_retry_at (sync), <=, now () + 2);
      stop (sync);
    }
}

/* In seconds, or as a date. */
static void
test_what_the_server_asks_goes_first (SolTestServer *server, gconstpointer unused)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (today, 1000);
  g_autofree char *date = g_date_time_format (later, "%a, %d %b %Y %H:%M:%S GMT");
  const char *const asked[] = { "1000", date };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      SolSync *sync;

      server->status = i == 0 ? 429 : 503;
      server->retry_after = asked[i];
      sync = start (server);
      SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_SERVER_AWAY);
      g_assert_cmpint (sol_sync_get_retry_at (sync), >=, g_date_time_to_unix (today) + 999);
      g_assert_cmpint (sol_sync_get_retry_at (sync), <=, now () + 1000);
      stop (sync);
    }
  server->retry_after = NULL;
}

static void
test_tries_again_by_itself (SolTestServer *server, gconstpointer unused)
{
  SolSync *sync;

  server->status = 503;
  sync = start (server);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_SERVER_AWAY);
  server->status = 200;
  SOL_TEST_WAIT_UNTIL (sol_sync_get_last_success (sync) > 0);
  g_assert_cmpint (sol_sync_get_state (sync), ==, SOL_SYNC_UP_TO_DATE);
  g_assert_cmpint (sol_sync_get_retry_at (sync), ==, 0);
  stop (sync);
}

/* What an earlier answer asked is not asked for ever. */
static void
test_asked_wait_holds_once (SolTestServer *server, gconstpointer unused)
{
  SolSync *sync;

  server->status = 503;
  server->retry_after = "1000";
  sync = start (server);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_SERVER_AWAY);
  server->retry_after = NULL;
  sol_sync_try_now (sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_SERVER_AWAY);
  g_assert_cmpint (sol_sync_get_retry_at (sync), <=, now () + 4);
  stop (sync);
}

static void
count_run (SolSync *sync, GParamSpec *pspec, guint *n_runs)
{
  if (sol_sync_get_state (sync) == SOL_SYNC_RUNNING)
    ++*n_runs;
}

/* What is under way may have passed over what he let go just now. */
static void
test_asked_during_one_another_follows (SolTestServer *server, gconstpointer unused)
{
  SolSync *sync = start (server);
  guint n_runs = 0;

  g_signal_connect (sync, "notify::state", G_CALLBACK (count_run), &n_runs);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) == SOL_SYNC_RUNNING);
  sol_sync_try_now (sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_last_success (sync) > 0);
  n_runs = 0;
  SOL_TEST_WAIT_UNTIL (n_runs == 1 && sol_sync_get_state (sync) == SOL_SYNC_UP_TO_DATE);
  stop (sync);
}

static void
test_wait_grows_by_chance_up_to_five_minutes (void)
{
  for (guint n = 1; n < 40; n++)
    {
      guint limit = MIN (300, 1u << MIN (n, 9));
      guint calm = limit > 60 ? 60 : 1;
      guint least = G_MAXUINT, most = 0;

      for (guint i = 0; i < 2000; i++)
        {
          guint wait = sol_sync_choose_backoff (n, 0);

          least = MIN (least, wait);
          most = MAX (most, wait);
        }
      g_assert_cmpuint (least, >=, calm);
      g_assert_cmpuint (least, <=, calm + limit / 8);
      g_assert_cmpuint (most, <=, limit);
      g_assert_cmpuint (most, >, limit * 7 / 8);
      g_assert_cmpuint (sol_sync_choose_backoff (n, 1000), ==, 1000);
    }
}

/* The feed is another one, or the cursor too old: the snapshot tells all anew, whatever the
 * revisions were. */
static void
test_refused_cursor_brings_the_snapshot (SolTestServer *server, gconstpointer reason)
{
  g_autofree char *problem = g_strdup_printf ("{\"status\":410,\"reason\":\"%s\"}",
                                              (const char *) reason);
  guint n_files;

  sol_test_server_sync_well (server);
  n_files = server->n_files;
  sol_test_server_make_snapshot (server, 1, 3, 1000);
  g_string_assign (server->changes, problem);
  server->changes_type = "application/problem+json";
  server->status = 410;
  server->heals = TRUE;
  sol_test_server_sync_well (server);
  g_assert_cmpuint (server->n_files, ==, n_files + 1);
  g_assert_false (sol_test_server_is_stored (server, "s-0"));
  g_assert_true (sol_test_server_is_stored (server, "s-3"));
}

#define LINE(rev, rest) \
  "{\"t\":\"supplier\",\"id\":\"s-1\",\"s\":\"public\",\"rev\":" rev "," rest "}\n"

static char *
get_name (SolTestServer *server)
{
  g_autoptr (SolRecord) record = sol_test_server_get_record (server, "s-1");

  return record != NULL ? g_strdup (sol_record_get_text (record, "name")) : NULL;
}

static void
tell (SolTestServer *server, const char *line, const char *expected)
{
  g_autofree char *name = NULL;

  g_string_printf (server->changes, "%s" CHECKPOINT, line);
  sol_test_server_sync_well (server);
  name = get_name (server);
  g_assert_cmpstr (name, ==, expected);
}

/* Within one feed a line that comes twice or late has no effect. */
static void
test_older_revision_is_never_applied (SolTestServer *server, gconstpointer unused)
{
  sol_test_server_sync_well (server);
  tell (server, LINE ("5", "\"seq\":10,\"doc\":{\"name\":\"Five\"}"), "Five");
  tell (server, LINE ("4", "\"seq\":11,\"doc\":{\"name\":\"Four\"}"), "Five");
  tell (server, LINE ("5", "\"seq\":12,\"doc\":{\"name\":\"Other five\"}"), "Five");
  tell (server, LINE ("4", "\"seq\":13,\"del\":\"deleted\""), "Five");
  tell (server, LINE ("6", "\"seq\":14,\"del\":\"deleted\""), NULL);
  tell (server, LINE ("5", "\"seq\":15,\"doc\":{\"name\":\"Late five\"}"), NULL);
  tell (server, LINE ("7", "\"seq\":16,\"doc\":{\"name\":\"Seven\"}"), "Seven");
}

static void
add (const char *path, void (*test) (SolTestServer *server, gconstpointer data), const char *data)
{
  g_test_add (path, SolTestServer, data, sol_test_server_set_up, test, sol_test_server_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/retry/busy-server-is-asked-later", test_busy_server_is_asked_later, NULL);
  add ("/retry/what-the-server-asks-goes-first", test_what_the_server_asks_goes_first, NULL);
  add ("/retry/tries-again-by-itself", test_tries_again_by_itself, NULL);
  add ("/retry/asked-wait-holds-once", test_asked_wait_holds_once, NULL);
  add ("/retry/asked-during-one-another-follows", test_asked_during_one_another_follows, NULL);
  g_test_add_func ("/retry/wait-grows-by-chance-up-to-five-minutes",
                   test_wait_grows_by_chance_up_to_five_minutes);
  add ("/retry/refused-cursor/feed", test_refused_cursor_brings_the_snapshot, "feed");
  add ("/retry/refused-cursor/expired", test_refused_cursor_brings_the_snapshot, "expired");
  add ("/retry/older-revision-is-never-applied", test_older_revision_is_never_applied, NULL);
  return g_test_run ();
}
