/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "net/sol-loopback.h"
#include "sol-test-support.h"
#include "sync/sol-web-sign-in.h"

/* Signing in by the browser: the real client and server, a real provider, and a browser that is a
 * program of the test. */

#define BUYER "acheteuse@example.org"
#define PASSWORD "demonstration ouverte"

static const char *server;
static const char *python;
static const char *browser;

typedef struct
{
  char *folder;
  SolKeyring *keyring;
  SolAccountSession *account;
  SolWebSignIn *web;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-web-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->account = sol_account_session_new (fixture->folder, server, fixture->keyring);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->web);
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->keyring);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
begin (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  g_clear_object (&fixture->web);
  fixture->web = sol_web_sign_in_new (fixture->account, "Revenez <à> l’application");
  sol_web_sign_in_begin_async (fixture->web, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_web_sign_in_begin_finish (fixture->web, done, &error));
  g_assert_no_error (error);
}

static void
browse (Fixture *fixture, const char *who)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, python, browser, who,
                                  sol_web_sign_in_get_url (fixture->web), NULL);

  g_assert_no_error (error);
}

/* Begins, has the browser come back, and tells what came of it. */
static GError *
sign_in (Fixture *fixture, const char *who)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  begin (fixture);
  browse (fixture, who);
  sol_web_sign_in_wait_async (fixture->web, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_web_sign_in_wait_finish (fixture->web, done, &error) == (error == NULL));
  return error;
}

static GError *
make_account (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_web_sign_in_make_account_async (fixture->web, "Camille", "buyer", NULL, sol_test_keep_result,
                                      &kept);
  done = sol_test_wait (&kept);
  sol_web_sign_in_make_account_finish (fixture->web, done, &error);
  return error;
}

static GError *
link_to (Fixture *fixture, const char *password)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_web_sign_in_link_async (fixture->web, password, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_web_sign_in_link_finish (fixture->web, done, &error);
  return error;
}

static void
sign_out (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_out_async (fixture->account, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_sign_out_finish (fixture->account, done, NULL, NULL);
}

static void
assert_in (Fixture *fixture, const char *address)
{
  g_assert_cmpint (sol_account_session_get_state (fixture->account), ==, SOL_ACCOUNT_SIGNED_IN);
  g_assert_cmpstr (sol_account_session_get_address (fixture->account), ==, address);
}

static void
test_who_is_new_makes_an_account (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) first = sign_in (fixture, "camille@example.org");
  g_autoptr (GError) made = NULL, again = NULL;

  g_assert_error (first, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_NEW);
  g_assert_cmpstr (sol_web_sign_in_get_address (fixture->web), ==, "camille@example.org");
  g_assert_cmpstr (sol_web_sign_in_get_name (fixture->web), ==, "Nom de camille@example.org");
  made = make_account (fixture);
  g_assert_no_error (made);
  assert_in (fixture, "camille@example.org");
  g_assert_cmpstr (sol_account_session_get_kind (fixture->account), ==, "buyer");
  sign_out (fixture);
  again = sign_in (fixture, "camille@example.org");
  g_assert_no_error (again);
  assert_in (fixture, "camille@example.org");
}

static void
test_an_account_is_linked_by_its_password (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) first = sign_in (fixture, BUYER);
  g_autoptr (GError) wrong = NULL, right = NULL, again = NULL;

  g_assert_error (first, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_TAKEN);
  g_assert_cmpstr (sol_web_sign_in_get_address (fixture->web), ==, BUYER);
  wrong = link_to (fixture, "un autre mot");
  g_assert_error (wrong, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_WRONG_PASSWORD);
  right = link_to (fixture, PASSWORD);
  g_assert_no_error (right);
  assert_in (fixture, BUYER);
  sign_out (fixture);
  again = sign_in (fixture, BUYER);
  g_assert_no_error (again);
  assert_in (fixture, BUYER);
}

static void
test_what_is_refused_there_is_told (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) gone_back = sign_in (fixture, "nobody");
  g_autoptr (GError) unverified = NULL;

  g_assert_error (gone_back, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_ELSEWHERE);
  unverified = sign_in (fixture, "unverified@example.org");
  g_assert_error (unverified, SOL_ACCOUNT_ERROR, SOL_ACCOUNT_ERROR_UNVERIFIED);
  g_assert_cmpint (sol_account_session_get_state (fixture->account), ==, SOL_ACCOUNT_SIGNED_OUT);
}

/* (nullable): what is shown to a browser that comes to the port; %NULL: there is none */
static char *
visit (const char *uri, const char *query, guint *status)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *whole = g_strconcat (uri, query, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", whole);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GBytes) body = NULL;
  GAsyncResult *kept = NULL;

  soup_session_send_and_read_async (session, message, 0, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  body = soup_session_send_and_read_finish (session, done, NULL);
  *status = soup_message_get_status (message);
  return body != NULL ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) : NULL;
}

static void
test_only_who_brings_the_state_is_heard (void)
{
  static const char *const others[] = { "", "?code=a", "?state=other&code=a", "favicon.ico",
                                        "x?state=mine&code=a" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SolLoopback) loopback = sol_loopback_new ("Revenez <à> l’application", &error);
  g_autofree char *uri = g_strdup (sol_loopback_get_uri (loopback));
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GHashTable) query = NULL;
  GAsyncResult *kept = NULL;
  guint status;
  char *page;

  g_assert_true (g_str_has_prefix (uri, "http://127.0.0.1:"));
  sol_loopback_wait_async (loopback, "mine", 60, NULL, sol_test_keep_result, &kept);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_free (visit (uri, others[i], &status));
      g_assert_cmpuint (status, ==, 404);
      g_assert_null (kept);
    }
  page = visit (uri, "?state=mine&code=a%26b", &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (page, "<p>Revenez &lt;à&gt; l’application</p>"));
  g_free (page);
  done = sol_test_wait (&kept);
  query = sol_loopback_wait_finish (loopback, done, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (query, "code"), ==, "a&b");
  g_assert_null (visit (uri, "?state=mine&code=a", &status));
}

static void
test_the_port_closes_when_the_wait_ends (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SolLoopback) loopback = sol_loopback_new ("", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) cancelled = NULL, late = NULL;
  GAsyncResult *kept = NULL;
  guint status;

  sol_loopback_wait_async (loopback, "mine", 60, cancellable, sol_test_keep_result, &kept);
  g_cancellable_cancel (cancellable);
  cancelled = sol_test_wait (&kept);
  g_assert_null (sol_loopback_wait_finish (loopback, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (visit (sol_loopback_get_uri (loopback), "?state=mine", &status));

  kept = NULL;
  sol_loopback_wait_async (loopback, "mine", 1, NULL, sol_test_keep_result, &kept);
  late = sol_test_wait (&kept);
  g_assert_null (sol_loopback_wait_finish (loopback, late, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = argv[1];
  python = argv[2];
  browser = argv[3];
#define ADD(path, function) \
  g_test_add ("/web-sign-in/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("who-is-new-makes-an-account", test_who_is_new_makes_an_account);
  ADD ("an-account-is-linked-by-its-password", test_an_account_is_linked_by_its_password);
  ADD ("what-is-refused-there-is-told", test_what_is_refused_there_is_told);
#undef ADD
  g_test_add_func ("/web-sign-in/only-who-brings-the-state-is-heard",
                   test_only_who_brings_the_state_is_heard);
  g_test_add_func ("/web-sign-in/the-port-closes-when-the-wait-ends",
                   test_the_port_closes_when_the_wait_ends);
  return g_test_run ();
}
