/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-account.h"
#include "store/sol-account-act.h"
#include "store/sol-account-counts.h"
#include "store/sol-account-hold.h"

/* An act that can be undone for a while, and is not sent before. */

#define ONE "0193f7a0-0000-7000-8000-000000000001"

static char *
act_held (SolTestAccount *fixture, const char *name)
{
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"name\":\"%s\"}}", name);
  g_autoptr (SolMutation) mutation = sol_test_mutation ("edit", ONE, patch);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  char *id;

  sol_account_store_act_async (fixture->store, mutation, SOL_TEST_ORGANISATION, SOL_ACT_HELD, NULL,
                               sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  id = sol_account_store_act_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return id;
}

static void
assert_counts (SolTestAccount *fixture, guint n_waiting, guint n_held)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;
  SolOutboxCounts counts;

  sol_account_store_count_async (fixture->store, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_count_finish (fixture->store, result, &counts, NULL));
  g_assert_cmpuint (counts.n_waiting, ==, n_waiting);
  g_assert_cmpuint (counts.n_held, ==, n_held);
}

static void
assert_sends (SolTestAccount *fixture, guint n)
{
  g_autoptr (SolMutationBatch) batch = sol_test_take (fixture, 0);

  g_assert_cmpuint (batch != NULL ? batch->mutations->len : 0, ==, n);
}

static void
set_up (SolTestAccount *fixture, gconstpointer data)
{
  sol_test_account_set_up (fixture, data);
  sol_test_apply (fixture, sol_test_changes (sol_test_put (ONE, 1, "{\"name\":\"A\"}"), NULL));
}

static void
on_changed (guint *n)
{
  ++*n;
}

static void
test_stays_until_it_is_let_go (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *held = act_held (fixture, "B");
  g_autofree char *name = sol_test_name_shown (fixture, ONE);
  guint n_changed = 0;

  g_assert_cmpstr (name, ==, "B");
  assert_counts (fixture, 1, 1);
  assert_sends (fixture, 0);

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (on_changed), &n_changed);
  sol_account_store_let_go (fixture->store, held);
  g_assert_cmpuint (n_changed, ==, 1);
  assert_counts (fixture, 1, 0);
  assert_sends (fixture, 1);
  g_signal_handlers_disconnect_by_data (fixture->store, &n_changed);
}

static void
test_those_after_it_wait (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *before = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"city\":\"Lyon\"}}");
  g_autofree char *held = act_held (fixture, "B");
  g_autofree char *after = sol_test_act (fixture, "edit", ONE, "{\"set\":{\"city\":\"Apt\"}}");

  assert_sends (fixture, 1);
  sol_test_answer_one (fixture, before, "\"n\":1,\"result\":\"applied\",\"rev\":2,\"seq\":2", NULL);
  assert_sends (fixture, 0);
  sol_account_store_let_go (fixture->store, held);
  assert_sends (fixture, 2);
  g_assert_nonnull (after);
}

static void
test_undone_it_never_was (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *held = act_held (fixture, "B");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  sol_test_discard (fixture, held, &error);
  g_assert_no_error (error);
  sol_account_store_let_go (fixture->store, held);
  name = sol_test_name_shown (fixture, ONE);
  g_assert_cmpstr (name, ==, "A");
  assert_counts (fixture, 0, 0);
  assert_sends (fixture, 0);
}

/* After a crash there is no toast that could let it go. */
static void
test_next_start_lets_go (SolTestAccount *fixture, gconstpointer unused)
{
  g_autofree char *held = act_held (fixture, "B");

  sol_test_account_close (fixture);
  sol_test_account_open (fixture);
  assert_counts (fixture, 1, 0);
  assert_sends (fixture, 1);
  g_assert_nonnull (held);
}

static void
add (const char *path, SolTestAccountFunc test)
{
  g_test_add (path, SolTestAccount, NULL, set_up, test, sol_test_account_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/account-hold/stays-until-it-is-let-go", test_stays_until_it_is_let_go);
  add ("/account-hold/those-after-it-wait", test_those_after_it_wait);
  add ("/account-hold/undone-it-never-was", test_undone_it_never_was);
  add ("/account-hold/next-start-lets-go", test_next_start_lets_go);
  return g_test_run ();
}
