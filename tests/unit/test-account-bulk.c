/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "sol-test-account.h"
#include "store/sol-account-outbox-private.h"
#include "store/sol-account-store-private.h"

/* Ten thousand acts wait: they are listed, handed out and answered at one price each, and the main
 * loop goes on meanwhile. */

#ifdef __SANITIZE_ADDRESS__ /* which takes its own time: nothing is told by it */
#define N_ACTS 500
#define FEW 100
#else
#define N_ACTS 10000
#define FEW 1000
#define TIMED
#endif
#define N_USER 100 /* acts of the user beside */
#define TICK_MS 1
#define MAX_HOLD_US 8000

/* Others may have the processor meanwhile: what is measured is its use. */
typedef struct
{
  gint64 last;
  GArray *holds;
} Watch;

static gint64
get_cpu_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
tick (gpointer data)
{
  Watch *self = data;
  gint64 now = get_cpu_time (CLOCK_THREAD_CPUTIME_ID);
  gint64 hold = now - self->last;

  g_array_append_val (self->holds, hold);
  self->last = now;
  return G_SOURCE_CONTINUE;
}

static gpointer
insert_all (SolDatabase *db, gpointer data, GError **error)
{
  for (guint i = 0; i < N_ACTS; i++)
    {
      g_autofree char *id = sol_account_new_id ();
      g_autofree char *target = sol_test_account_uuid (i);
      g_autoptr (SolMutation)
          mutation = sol_test_mutation ("create", target, "{\"set\":{\"name\":\"A\"}}");
      const SolOutboxRow row = { .mutation = mutation, .organisation = SOL_TEST_ORGANISATION };

      mutation->id = g_steal_pointer (&id);
      if (!sol_outbox_insert (db, &row, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static void
insert (SolTestAccount *fixture)
{
  SolAccountInput *input;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  GTask *task = sol_account_store_make_task (fixture->store, insert, NULL, sol_test_keep_result,
                                             &kept, &input);

  sol_account_store_run (fixture->store, SOL_STORE_WRITE_USER, task, insert_all, NULL);
  result = sol_test_wait (&kept);
  g_task_propagate_pointer (G_TASK (result), &error);
  g_assert_no_error (error);
}

/* Returns: µs for each */
static double
act (SolTestAccount *fixture, guint first)
{
  gint64 start = get_cpu_time (CLOCK_PROCESS_CPUTIME_ID);

  for (guint i = 0; i < N_USER; i++)
    {
      g_autofree char *target = sol_test_account_uuid (first + i);
      g_autofree char *id = sol_test_act (fixture, "create", target, "{\"set\":{\"name\":\"A\"}}");
    }
  return (double) (get_cpu_time (CLOCK_PROCESS_CPUTIME_ID) - start) / N_USER;
}

/* Returns: µs for each of the @n acts */
static double
push (SolTestAccount *fixture, guint n)
{
  gint64 start = get_cpu_time (CLOCK_PROCESS_CPUTIME_ID);

  for (guint i = 0; i < n;)
    {
      g_autoptr (SolMutationBatch) batch = sol_test_take (fixture, 0);

      sol_test_answer_batch (fixture, batch);
      i += batch->mutations->len;
    }
  return (double) (get_cpu_time (CLOCK_PROCESS_CPUTIME_ID) - start) / n;
}

static int
compare_holds (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
test_many_acts_at_one_price (SolTestAccount *fixture, gconstpointer unused)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (gint64));
  Watch watch = { get_cpu_time (CLOCK_THREAD_CPUTIME_ID), holds };
  g_autoptr (SolLiveList) outbox = NULL;
  double acts[2];
  double pushes[2];
  gint64 start;
  guint ticks;

  acts[0] = act (fixture, N_ACTS);
  insert (fixture);
  watch.last = get_cpu_time (CLOCK_THREAD_CPUTIME_ID);
  ticks = g_timeout_add (TICK_MS, tick, &watch);
  start = get_cpu_time (CLOCK_PROCESS_CPUTIME_ID);
  outbox = sol_test_outbox (fixture);
  g_test_message ("list: %.1f µs each",
                  (double) (get_cpu_time (CLOCK_PROCESS_CPUTIME_ID) - start) / N_ACTS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, N_USER + N_ACTS);

  acts[1] = act (fixture, N_ACTS + N_USER);
  pushes[0] = push (fixture, FEW);
  push (fixture, N_ACTS - 2 * FEW);
  pushes[1] = push (fixture, FEW);
  SOL_TEST_WAIT_UNTIL (sol_outbox_entry_get_state (sol_test_entry (outbox, N_ACTS - 1)) ==
                       SOL_OUTBOX_ACKNOWLEDGED);
  g_source_remove (ticks);
  g_array_sort (holds, compare_holds);
  g_test_message ("act: %.0f µs, among 10 000 %.0f µs; push: %.0f µs each at first, %.0f at last; "
                  "main loop held %" G_GINT64_FORMAT " µs at worst",
                  acts[0], acts[1], pushes[0], pushes[1],
                  g_array_index (holds, gint64, holds->len - 1));
#ifdef TIMED
  g_assert_cmpfloat (acts[1], <, 5 * acts[0]);
  g_assert_cmpfloat (MAX (pushes[0], pushes[1]), <, 5 * MIN (pushes[0], pushes[1]));
  g_assert_cmpint (g_array_index (holds, gint64, holds->len - 1), <, MAX_HOLD_US);
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-bulk/many-acts-at-one-price", test_many_acts_at_one_price);
  return g_test_run ();
}
