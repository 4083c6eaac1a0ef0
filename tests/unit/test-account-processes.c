/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/wait.h>
#include <unistd.h>

#include "sol-test-account.h"
#include "store/sol-store-error.h"

/* Several processes on one account's folder. */

#define N_PROCESSES 3
#define N_ACTS 40

static int
act_beside (const char *folder, guint first)
{
  SolTestAccount fixture = { .folder = (char *) folder };

  sol_test_account_open (&fixture);
  for (guint i = 0; i < N_ACTS; i++)
    {
      g_autofree char *id = sol_test_account_uuid (first + i);
      g_autofree char *act = sol_test_act (&fixture, "create", id, "{\"set\":{\"name\":\"A\"}}");
    }
  sol_test_account_close (&fixture);
  return 0;
}

static pid_t
start (const char *folder, guint first)
{
  pid_t child = fork ();
  g_autofree char *number = g_strdup_printf ("%u", first);

  if (child == 0)
    {
      execl ("/proc/self/exe", "test-account-processes", "--act", folder, number, NULL);
      _exit (3);
    }
  return child;
}

static void
wait_for (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
assert_counted (SolTestAccount *fixture, guint expected)
{
  guint n = 0;
  SolMutationBatch *batch;

  while ((batch = sol_test_take (fixture, 0)) != NULL)
    {
      for (guint i = 0; i < batch->mutations->len; i++)
        g_assert_cmpint (((SolMutation *) batch->mutations->pdata[i])->n, ==, ++n);
      sol_test_answer_batch (fixture, batch);
      sol_mutation_batch_free (batch);
    }
  g_assert_cmpuint (n, ==, expected);
}

/* Each act is one, whoever acts meanwhile, and those who only act see what the others did. */
static void
test_acts_of_all_are_counted_once (SolTestAccount *fixture, gconstpointer unused)
{
  pid_t children[N_PROCESSES];

  g_assert_true (sol_account_store_may_sync (fixture->store));
  for (guint i = 0; i < N_PROCESSES; i++)
    children[i] = start (fixture->folder, (i + 1) * 1000);
  for (guint i = 0; i < N_ACTS; i++)
    {
      g_autofree char *id = sol_test_account_uuid (i);
      g_autofree char *act = sol_test_act (fixture, "create", id, "{\"set\":{\"name\":\"A\"}}");
    }
  for (guint i = 0; i < N_PROCESSES; i++)
    wait_for (children[i]);
  assert_counted (fixture, (N_PROCESSES + 1) * N_ACTS);
}

static void
test_second_reads_and_acts (SolTestAccount *fixture, gconstpointer unused)
{
  SolTestAccount second = { .folder = fixture->folder };
  g_autofree char *one = sol_test_account_uuid (1);
  g_autofree char *two = sol_test_account_uuid (2);
  g_autofree char *made = sol_test_act (fixture, "create", one, "{\"set\":{\"name\":\"A\"}}");
  g_autofree char *edit = NULL;
  g_autofree char *name = NULL;
  g_autofree char *held = NULL;
  g_autoptr (SolLiveList) records = sol_account_store_list_records (fixture->store, "listing");
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  GAsyncResult *kept = NULL;

  SOL_TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (records)) == 1);
  sol_test_account_open (&second);
  g_assert_false (sol_account_store_may_sync (second.store));
  sol_test_apply (fixture, sol_test_changes (sol_test_put (two, 1, "{\"name\":\"Held\"}"), NULL));
  held = sol_test_name_shown (&second, two);
  g_assert_cmpstr (held, ==, "Held");
  SOL_TEST_WAIT_UNTIL (sol_test_list_has (records, "Held"));

  edit = sol_test_act (&second, "edit", one, "{\"set\":{\"name\":\"B\"}}");
  name = sol_test_name_shown (fixture, one);
  g_assert_cmpstr (name, ==, "B");
  SOL_TEST_WAIT_UNTIL (sol_test_list_has (records, "B"));

  g_ptr_array_add (nothing, sol_test_change (SOL_CHANGE_CHECKPOINT, "c", 0));
  g_ptr_array_set_free_func (nothing, (GDestroyNotify) sol_change_free);
  sol_account_store_apply_async (second.store, nothing, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  g_assert_false (sol_account_store_apply_finish (second.store, result, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_READ_ONLY);
  sol_test_account_close (&second);
}

static void
open_local (SolTestAccount *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (fixture->folder, NULL, NULL, sol_test_keep_result, &kept);
  opened = sol_test_wait (&kept);
  fixture->store = sol_account_store_open_finish (opened, &error);
  g_assert_no_error (error);
}

static gboolean
sign_out (SolTestAccount *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_sign_out_async (fixture->folder, SOL_TEST_ACCOUNT, TRUE, NULL,
                                    sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  return sol_account_files_sign_out_finish (result, NULL, error);
}

static gboolean
adopt (SolTestAccount *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  sol_account_files_adopt_async (fixture->folder, SOL_TEST_ACCOUNT, NULL, sol_test_keep_result,
                                 &kept);
  result = sol_test_wait (&kept);
  return sol_account_files_adopt_finish (result, NULL, error);
}

/* What is told to be kept is in a file that is there. */
static void
test_nothing_goes_from_under_another (SolTestAccount *fixture, gconstpointer unused)
{
  SolTestAccount second = { .folder = fixture->folder };
  g_autofree char *holder = g_strdup_printf ("(process %d)", (int) getpid ());
  g_autofree char *one = sol_test_account_uuid (1);
  g_autofree char *made = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  sol_test_account_open (&second);
  sol_test_account_close (fixture);
  g_assert_false (sign_out (fixture, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, holder));
  made = sol_test_act (&second, "create", one, "{\"set\":{\"name\":\"A\"}}");
  sol_test_account_close (&second);
  sol_test_account_open (fixture);
  name = sol_test_name_shown (fixture, one);
  g_assert_cmpstr (name, ==, "A");
  sol_test_account_close (fixture);
  g_clear_error (&error);
  g_assert_true (sign_out (fixture, &error));
}

static void
test_nothing_is_adopted_from_another (SolTestAccount *fixture, gconstpointer unused)
{
  SolTestAccount first = { .folder = fixture->folder };
  SolTestAccount second = { .folder = fixture->folder };
  g_autoptr (GError) error = NULL;

  sol_test_account_close (fixture);
  open_local (&first);
  open_local (&second);
  sol_test_account_close (&first);
  g_assert_false (adopt (fixture, &error));
  g_assert_error (error, SOL_STORE_ERROR, SOL_STORE_ERROR_LOCKED);
  sol_test_account_close (&second);
  g_clear_error (&error);
  g_assert_true (adopt (fixture, &error));
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--act"))
    return act_beside (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  sol_test_account_add ("/account-processes/acts-of-all-are-counted-once",
                        test_acts_of_all_are_counted_once);
  sol_test_account_add ("/account-processes/second-reads-and-acts", test_second_reads_and_acts);
  sol_test_account_add ("/account-processes/nothing-goes-from-under-another",
                        test_nothing_goes_from_under_another);
  sol_test_account_add ("/account-processes/nothing-is-adopted-from-another",
                        test_nothing_is_adopted_from_another);
  return g_test_run ();
}
