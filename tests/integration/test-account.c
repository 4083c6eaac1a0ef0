/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "sol-real-server.h"
#include "sol-test-support.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync-state.h"

/* Who is signed in, against the real server. */

#define BUYER "acheteuse@example.org"
#define WORKER "encadrant@example.org" /* guessed at */
#define PASSWORD "demonstration ouverte"

/* One for all tests: it takes a while to start. */
static SolRealServer server;

typedef struct
{
  char *folder;
  SolKeyring *keyring;
  SolAccountSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-account-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->session = sol_account_session_new (fixture->folder, server.address, fixture->keyring);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->keyring);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static GError *
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_load_async (fixture->session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_load_finish (fixture->session, done, &error);
  return error;
}

/* Begins anew, as after the program was left. */
static void
restart (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->session);
  fixture->session = sol_account_session_new (fixture->folder, server.address, fixture->keyring);
  error = load (fixture);
  g_assert_no_error (error);
}

static GError *
sign_in (Fixture *fixture, const char *address, const char *password)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_in_async (fixture->session, address, password, NULL,
                                     sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_account_session_sign_in_finish (fixture->session, done, &error) ==
                 (error == NULL));
  return error;
}

static void
sign_in_well (Fixture *fixture)
{
  g_autoptr (GError) error = sign_in (fixture, BUYER, PASSWORD);

  g_assert_no_error (error);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
}

static GError *
refresh (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_refresh_async (fixture->session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_refresh_finish (fixture->session, done, &error);
  return error;
}

static gboolean
sign_out (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  gboolean revoked = FALSE;

  sol_account_session_sign_out_async (fixture->session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_sign_out_finish (fixture->session, done, &revoked, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_OUT);
  g_assert_null (sol_account_session_get_id (fixture->session));
  return revoked;
}

static void
test_signed_in_stays_so_after_a_restart (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  sign_in_well (fixture);
  id = g_strdup (sol_account_session_get_id (fixture->session));
  restart (fixture);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  g_assert_cmpstr (sol_account_session_get_id (fixture->session), ==, id);
  g_assert_cmpstr (sol_account_session_get_address (fixture->session), ==, BUYER);
  g_assert_cmpstr (sol_account_session_get_kind (fixture->session), ==, "buyer");

  /* Only the refresh token outlasted. */
  error = refresh (fixture);
  g_assert_no_error (error);
}

static void
test_start_without_network_knows_who_it_is (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  sol_real_server_stop (&server);
  restart (fixture);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  g_assert_nonnull (sol_account_session_get_name (fixture->session));
  error = refresh (fixture);
  g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_SERVER_AWAY);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  sol_real_server_start (&server, NULL);
  g_clear_error (&error);
  error = refresh (fixture);
  g_assert_no_error (error);
}

static void
test_wrong_password_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = sign_in (fixture, WORKER, "not the right one");
  g_autoptr (GError) throttled = NULL;

  g_assert_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_OUT);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) again = sign_in (fixture, WORKER, "not the right one");

      g_assert_error (again, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD);
    }
  throttled = sign_in (fixture, WORKER, PASSWORD);
  g_assert_error (throttled, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_THROTTLED);
  g_assert_cmpuint (sol_account_session_get_retry_after (fixture->session), >, 0);
}

static void
test_sign_out_leaves_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *account = NULL, *secret = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  account = g_strdup (sol_account_session_get_id (fixture->session));
  g_assert_true (sign_out (fixture));
  secret = sol_keyring_load (fixture->keyring, server.address, account, NULL);
  g_assert_null (secret);
  error = refresh (fixture);
  g_assert_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ENDED);
  restart (fixture);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_OUT);
}

static void
test_sign_out_needs_no_network (Fixture *fixture, gconstpointer unused)
{
  sign_in_well (fixture);
  sol_real_server_stop (&server);
  g_assert_false (sign_out (fixture));
  sol_real_server_start (&server, NULL);
  restart (fixture);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_OUT);
}

/* Ended elsewhere: who it was is still known, for his work waits. */
static void
test_session_ended_elsewhere_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolAccountSession) other = NULL;
  g_autoptr (SolKeyring) keyring = sol_keyring_new_in_memory ();
  g_autofree char *folder = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  SolAccountSession *first = fixture->session;

  sign_in_well (fixture);
  other = sol_account_session_new (folder, server.address, keyring);
  fixture->session = other;
  sign_in_well (fixture);
  fixture->session = first;
  sol_account_session_end_session_async (other, "others", NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_account_session_end_session_finish (other, done, &error));
  error = refresh (fixture);
  g_assert_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ENDED);
  g_assert_cmpint (sol_account_session_get_state (first), ==, SOL_ACCOUNT_ENDED);
  g_assert_cmpstr (sol_account_session_get_address (first), ==, BUYER);
  restart (fixture);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_ENDED);
  sign_in_well (fixture);
}

static void
test_sign_up_confirm_and_reset (Fixture *fixture, gconstpointer unused)
{
  static const char address[] = "nouvelle@example.org";
  g_autofree char *code = NULL, *reset_code = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) asked = NULL, confirmed = NULL, reset = NULL, set = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_up_async (fixture->session, address, "dix caractères", "Nouvelle",
                                     "individual", NULL, sol_test_keep_result, &kept);
  asked = sol_test_wait (&kept);
  g_assert_true (sol_account_session_sign_up_finish (fixture->session, asked, &error));
  g_assert_no_error (error);
  code = sol_real_server_wait_for_code (&server, "confirm", address);
  sol_account_session_confirm_async (fixture->session, address, "dix caractères", code, NULL,
                                     sol_test_keep_result, &kept);
  confirmed = sol_test_wait (&kept);
  g_assert_true (sol_account_session_confirm_finish (fixture->session, confirmed, &error));
  g_assert_cmpstr (sol_account_session_get_name (fixture->session), ==, "Nouvelle");
  g_assert_true (sign_out (fixture));

  sol_account_session_reset_async (fixture->session, address, NULL, sol_test_keep_result, &kept);
  reset = sol_test_wait (&kept);
  g_assert_true (sol_account_session_reset_finish (fixture->session, reset, &error));
  reset_code = sol_real_server_wait_for_code (&server, "reset", address);
  sol_account_session_reset_confirm_async (fixture->session, address, "dix autres caractères",
                                           reset_code, NULL, sol_test_keep_result, &kept);
  set = sol_test_wait (&kept);
  g_assert_true (sol_account_session_reset_confirm_finish (fixture->session, set, &error));
  error = sign_in (fixture, address, "dix autres caractères");
  g_assert_no_error (error);
}

static void
test_requests_in_flight_share_one_renewal (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *kept[8] = { NULL };

  sign_in_well (fixture);
  restart (fixture); /* without an access token */
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    sol_account_session_list_sessions_async (fixture->session, NULL, sol_test_keep_result,
                                             &kept[i]);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GAsyncResult) done = sol_test_wait (&kept[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray)
          sessions = sol_account_session_list_sessions_finish (fixture->session, done, &error);

      /* A second renewal would have spent the token of the first, and ended the session. */
      g_assert_no_error (error);
      g_assert_true (((SolSignedIn *) g_ptr_array_index (sessions, 0))->current);
    }
}

static void
test_session_file_is_its_owners_alone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "session", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  struct stat about;

  g_clear_object (&fixture->keyring);
  fixture->keyring = sol_keyring_new_for_file (path);
  restart (fixture);
  sign_in_well (fixture);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
  restart (fixture);
  error = refresh (fixture);
  g_assert_no_error (error);

  g_chmod (path, 0640);
  error = load (fixture);
  g_assert_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_SESSION_FILE);
  g_chmod (path, 0600);
  restart (fixture);
  g_assert_true (sign_out (fixture));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_nothing_secret_leaves_without_tls (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->session);
  fixture->session = sol_account_session_new (fixture->folder, "http://192.0.2.1",
                                              fixture->keyring);
  error = sign_in (fixture, BUYER, PASSWORD);
  g_assert_error (error, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_INSECURE);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/account/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sol-account-XXXXXX", &error);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_error (error);
  sol_real_server_start (&server, folder);
  add ("signed-in-stays-so-after-a-restart", test_signed_in_stays_so_after_a_restart);
  add ("start-without-network-knows-who-it-is", test_start_without_network_knows_who_it_is);
  add ("wrong-password-is-told", test_wrong_password_is_told);
  add ("sign-out-leaves-nothing", test_sign_out_leaves_nothing);
  add ("sign-out-needs-no-network", test_sign_out_needs_no_network);
  add ("session-ended-elsewhere-is-told", test_session_ended_elsewhere_is_told);
  add ("sign-up-confirm-and-reset", test_sign_up_confirm_and_reset);
  add ("requests-in-flight-share-one-renewal", test_requests_in_flight_share_one_renewal);
  add ("session-file-is-its-owners-alone", test_session_file_is_its_owners_alone);
  add ("nothing-secret-leaves-without-tls", test_nothing_secret_leaves_without_tls);
  status = g_test_run ();
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return status;
}
