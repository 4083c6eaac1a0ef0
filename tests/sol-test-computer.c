/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-computer.h"

#include <glib/gstdio.h>

#define PASSWORD "demonstration ouverte"

void
sol_test_computer_sign_in (SolTestComputer *self, const char *address)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_in_async (self->session, address, PASSWORD, NULL, sol_test_keep_result,
                                     &kept);
  done = sol_test_wait (&kept);
  sol_account_session_sign_in_finish (self->session, done, &error);
  g_assert_no_error (error);
}

void
sol_test_computer_open_account (SolTestComputer *self)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_store_open_async (self->folder, sol_account_session_get_id (self->session), NULL,
                                sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  self->account.store = sol_account_store_open_finish (done, &error);
  g_assert_no_error (error);
  sol_sync_set_account (self->sync, self->session, self->account.store);
}

/**
 * sol_test_computer_open:
 * @folder: in which it has one of its own, called @name
 * @address: (nullable): who signs in there; %NULL: nobody
 */
void
sol_test_computer_open (SolTestComputer *self,
                        const SolRealServer *server,
                        const char *folder,
                        const char *name,
                        const char *address)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  self->folder = g_build_filename (folder, name, NULL);
  self->account.folder = self->folder;
  g_mkdir (self->folder, 0700);
  sol_store_open_async (self->folder, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  self->store = sol_store_open_finish (done, &error);
  g_assert_no_error (error);
  self->keyring = sol_keyring_new_in_memory ();
  self->session = sol_account_session_new (self->folder, server->address, self->keyring);
  self->sync = sol_sync_new (self->store, server->address);
  if (address == NULL)
    return;
  sol_test_computer_sign_in (self, address);
  sol_test_computer_open_account (self);
}

void
sol_test_computer_close (SolTestComputer *self)
{
  if (self->folder == NULL)
    return;
  sol_sync_set_account (self->sync, NULL, NULL);
  sol_sync_stop (self->sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (self->sync) != SOL_SYNC_RUNNING);
  if (self->account.store != NULL)
    sol_test_account_close (&self->account);
  sol_store_close (self->store);
  g_clear_object (&self->sync);
  g_clear_object (&self->session);
  g_clear_object (&self->keyring);
  g_clear_object (&self->store);
  g_clear_pointer (&self->folder, g_free);
}

GError *
sol_test_computer_sync (SolTestComputer *self)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_sync_run_async (self->sync, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_sync_run_finish (self->sync, done, &error);
  return error;
}

void
sol_test_computer_sync_well (SolTestComputer *self)
{
  g_autoptr (GError) error = sol_test_computer_sync (self);

  g_assert_no_error (error);
}

/* Until the server tells of organisations. */
static void
set_acting (SolTestComputer *self, const char *acts_for)
{
  const SolActing acting = { acts_for, SOL_ROLE_MEMBER | SOL_ROLE_MANAGER };
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *kept = NULL;

  if (acts_for == NULL || sol_account_session_find_membership (self->session, acts_for) != NULL)
    return;
  sol_account_store_set_acting_async (self->account.store, &acting, 1, NULL, sol_test_keep_result,
                                      &kept);
  result = sol_test_wait (&kept);
  g_assert_true (sol_account_store_set_acting_finish (self->account.store, result, NULL));
}

char *
sol_test_computer_act (SolTestComputer *self,
                       const char *type,
                       const char *op,
                       const char *target,
                       const char *acts_for,
                       const char *patch)
{
  g_autoptr (SolMutation) mutation = sol_test_mutation (op, target, patch);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  char *id;

  g_free (mutation->type);
  mutation->type = g_strdup (type);
  set_acting (self, acts_for);
  sol_account_store_act_async (self->account.store, mutation, acts_for, SOL_ACT_PLAIN, NULL,
                               sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  id = sol_account_store_act_finish (self->account.store, result, &error);
  g_assert_no_error (error);
  return id;
}

void
sol_test_computer_wait_for_counts (SolTestComputer *self,
                                   guint n_waiting,
                                   guint n_conflicts,
                                   guint n_refused)
{
  SOL_TEST_WAIT_UNTIL (sol_sync_get_n_waiting (self->sync) == n_waiting &&
                       sol_sync_get_n_conflicts (self->sync) == n_conflicts &&
                       sol_sync_get_n_refused (self->sync) == n_refused);
}
