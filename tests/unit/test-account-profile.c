/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-support.h"
#include "sync/sol-account-session-private.h"

/* What is kept of an account while several things happen to it at once. */

#define ACCOUNT "0193f7a0-0000-7000-8000-00000000000a"
#define ONE "0193f7a0-0000-7000-8000-0000000000a1"
#define TWO "0193f7a0-0000-7000-8000-0000000000a2"

typedef struct
{
  char *folder;
  SolKeyring *keyring;
  SolAccountSession *session;
  guint n_notes; /* of the organisation */
} Fixture;

static SolProfile *
make_profile (const char *organisation)
{
  SolProfile *profile = sol_profile_new ();

  profile->account = g_strdup (ACCOUNT);
  profile->organisation = g_strdup (organisation);
  g_ptr_array_add (profile->memberships, sol_membership_new (ONE, "One", "supplier", "member"));
  g_ptr_array_add (profile->memberships, sol_membership_new (TWO, "Two", "supplier", "member"));
  return profile;
}

static void
count_note (Fixture *fixture)
{
  fixture->n_notes++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-profile-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->session = sol_account_session_new (fixture->folder, "http://127.0.0.1:1",
                                              fixture->keyring);
  sol_tokens_set_account (sol_account_session_get_tokens (fixture->session), ACCOUNT);
  sol_account_session_show (fixture->session, make_profile (ONE), SOL_ACCOUNT_SIGNED_IN);
  g_signal_connect_swapped (fixture->session, "notify::organisation", G_CALLBACK (count_note),
                            fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->keyring);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static char *
read_organisation (Fixture *fixture)
{
  SolProfile *profile = sol_profile_read (fixture->folder);
  char *organisation = g_strdup (profile->organisation);

  sol_profile_free (profile);
  return organisation;
}

/* The server's answer was on its way to the disk as he chose for whom he acts. */
static void
test_choice_is_not_taken_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *kept_on_disk = NULL;

  for (guint i = 0; i < 20; i++)
    {
      const char *other = i % 2 == 0 ? TWO : ONE;
      const char *before = sol_account_session_get_organisation (fixture->session);
      g_autoptr (GAsyncResult) done = NULL;
      GAsyncResult *kept = NULL;

      fixture->n_notes = 0;
      sol_account_session_write (g_task_new (fixture->session, NULL, sol_test_keep_result, &kept),
                                 make_profile (before), SOL_ACCOUNT_SIGNED_IN);
      sol_account_session_set_organisation (fixture->session, other);
      done = sol_test_wait (&kept);
      SOL_TEST_WAIT_UNTIL (g_queue_is_empty (sol_account_session_get_writes (fixture->session)));
      g_assert_cmpuint (fixture->n_notes, ==, 1);
      g_assert_cmpstr (sol_account_session_get_organisation (fixture->session), ==, other);
    }
  kept_on_disk = read_organisation (fixture);
  g_assert_cmpstr (kept_on_disk, ==, ONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/account-profile/choice-is-not-taken-back", Fixture, NULL, set_up,
              test_choice_is_not_taken_back, tear_down);
  return g_test_run ();
}
