/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Usage: SOL_SERVER=… bench-push [ACTS [ROUNDS]]. Each round lets what one account wrote be pushed
 * to the real server, and then sends requests as long, with as many acts, by a bare loop. Prints
 * both, the ratio, and how long the push worked on the main loop at a stretch, at most. */
#include <stdlib.h>
#include <time.h>

#include "sol-test-computer.h"
#include "sync/sol-account-session-private.h"
#include "sync/sol-push-private.h"

#define MANAGER "gerante@example.org"
#define PATCH "{\"set\":{\"name\":\"Semailles %u\",\"kind\":\"ACI\",\"city\":\"Nîmes\"}}"
#define MOST_RATIO 3.0
#define MOST_HELD_MS 8.0
#define MAX_ANSWER (32 * 1024 * 1024) /* bytes */

static SolRealServer server;
static gint64 polled_at, longest; /* µs */

/* Of this thread: what else runs on the machine is left out. */
static gint64
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What is between two polls holds the loop. */
static gint
poll_and_measure (GPollFD *fds, guint n_fds, gint timeout)
{
  gint n_ready;

  if (polled_at > 0)
    longest = MAX (longest, get_cpu () - polled_at);
  n_ready = g_poll (fds, n_fds, timeout);
  polled_at = get_cpu ();
  return n_ready;
}

static double
get_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

/* The rate of requests counts from nothing again. */
static void
restart (void)
{
  sol_real_server_stop (&server);
  sol_real_server_start (&server, NULL);
}

static void
write_acts (SolTestComputer *one, const char *organisation, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *patch = g_strdup_printf (PATCH, i);
      g_autofree char *made = sol_test_computer_act (one, "listing", "create", id, organisation,
                                                     patch);
    }
}

static double
push (SolTestComputer *one, guint n)
{
  g_autoptr (SolPush)
      push = sol_push_new (one->account.store, sol_account_session_get_client (one->session));
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  guint n_sent;
  gint64 start = g_get_monotonic_time ();
  double ms;

  polled_at = longest = 0;
  g_main_context_set_poll_func (NULL, poll_and_measure);
  sol_push_run_async (push, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  ms = get_ms (start);
  g_main_context_set_poll_func (NULL, NULL);
  sol_push_run_finish (push, done, &n_sent, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_sent, ==, n);
  return ms;
}

static GPtrArray *
make_bodies (const char *organisation, guint n)
{
  GPtrArray *bodies = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *client = g_uuid_string_random ();

  for (guint i = 0; i < n; i += SOL_MUTATION_MAX_BATCH)
    {
      g_autoptr (GPtrArray)
          mutations = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_mutation_free);
      SolMutationBatch batch = { client, (char *) organisation, mutations };

      for (guint j = i; j < MIN (i + SOL_MUTATION_MAX_BATCH, n); j++)
        {
          g_autofree char *target = g_uuid_string_random ();
          g_autofree char *patch = g_strdup_printf (PATCH, j);
          SolMutation *mutation = sol_test_mutation ("create", target, patch);

          mutation->id = g_uuid_string_random ();
          mutation->n = j + 1;
          g_ptr_array_add (mutations, mutation);
        }
      g_ptr_array_add (bodies, sol_mutation_batch_to_text (&batch));
    }
  return bodies;
}

static double
send_bare (SolTestComputer *one, const GPtrArray *bodies)
{
  SolClient *client = sol_account_session_get_client (one->session);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < bodies->len; i++)
    {
      g_autoptr (GAsyncResult) done = NULL;
      g_autoptr (GBytes) text = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *kept = NULL;
      guint status;

      sol_client_call_async (client, "POST", "/v1/mutations", bodies->pdata[i], MAX_ANSWER, NULL,
                             sol_test_keep_result, &kept);
      done = sol_test_wait (&kept);
      text = sol_client_call_finish_text (client, done, &status, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (status, ==, 200);
    }
  return get_ms (start);
}

static gboolean
run_round (SolTestComputer *one, const char *organisation, guint n)
{
  g_autoptr (GPtrArray) bodies = make_bodies (organisation, n);
  double pushed, bare, held;

  write_acts (one, organisation, n);
  restart ();
  pushed = push (one, n);
  held = (double) longest / 1000;
  restart ();
  bare = send_bare (one, bodies);
  g_print ("%u acts: pushed in %.0f ms, bare in %.0f ms, ratio %.2f; main loop held %.2f ms\n", n,
           pushed, bare, pushed / bare, held);
  return pushed / bare < MOST_RATIO && held < MOST_HELD_MS;
}

int
main (int argc, char **argv)
{
  const guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 10000;
  const guint n_rounds = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 3;
  g_autofree char *folder = g_dir_make_tmp ("sol-bench-XXXXXX", NULL);
  g_autofree char *organisation = g_uuid_string_random ();
  g_autofree char *made = NULL;
  SolTestComputer one = { 0 };
  guint n_well = 0;

  sol_real_server_start (&server, folder);
  sol_test_computer_open (&one, &server, folder, "one", MANAGER);
  made = sol_test_computer_act (&one, "organisation", "create", organisation, NULL,
                                "{\"set\":{\"name\":\"Semailles\",\"kind\":\"supplier\"}}");
  sol_test_computer_sync_well (&one);
  sol_test_computer_sync_well (&one);
  for (guint i = 0; i < n_rounds; i++)
    n_well += run_round (&one, organisation, n);
  sol_test_computer_close (&one);
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return n_well * 2 > n_rounds ? EXIT_SUCCESS : EXIT_FAILURE;
}
