/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "sol-test-account.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync-state.h"

/* A server that answers an account badly, or not at all. */

#define ACCOUNT SOL_TEST_ACCOUNT
#define ABOUT_HIM                                                                     \
  "\"account\":{\"id\":\"" ACCOUNT "\",\"address\":\"a@example.org\",\"name\":\"A\"," \
  "\"kind\":\"buyer\",\"role\":\"member\"}"
#define TOKENS \
  "{\"access\":\"access-%u\",\"refresh\":\"refresh-%u\",\"session\":\"s\"," ABOUT_HIM "}"

typedef struct
{
  char *folder;
  SoupServer *soup;
  SoupServer *other; /* another origin, that nothing may reach */
  char *address;
  char *other_address;
  SolKeyring *keyring;
  SolAccountSession *session;
  char *text;           /* (nullable): instead of the right answer */
  const char *redirect; /* (nullable) */
  const char *type;
  guint status;
  gboolean cuts;     /* the next renewal is done, and its answer lost */
  guint generation;  /* of tokens */
  guint n_refreshes; /* asked */
  GString *brought;  /* refresh tokens, in the order they came */
  guint n_other;
} Fixture;

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
answer_tokens (Fixture *fixture, SoupServerMessage *message)
{
  g_autofree char *text = g_strdup_printf (TOKENS, fixture->generation, fixture->generation);

  answer (message, 200, "application/json", text);
}

static void
renew (Fixture *fixture, SoupServerMessage *message)
{
  g_autoptr (JsonObject)
      body = sol_test_json (soup_server_message_get_request_body (message)->data);

  g_string_append_printf (fixture->brought, "%s ", json_object_get_string_member (body, "refresh"));
  fixture->n_refreshes++;
  fixture->generation++;
  if (fixture->cuts)
    {
      g_autoptr (GIOStream) line = soup_server_message_steal_connection (message);

      fixture->cuts = FALSE;
      g_io_stream_close (line, NULL, NULL);
      return;
    }
  answer_tokens (fixture, message);
}

/* Takes the newest access token alone. */
static gboolean
check_token (Fixture *fixture, SoupServerMessage *message)
{
  g_autofree char *right = g_strdup_printf ("Bearer access-%u", fixture->generation);

  return g_strcmp0 (right,
                    soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                  "Authorization")) == 0;
}

static void
on_asked (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Fixture *fixture = user_data;

  if (g_str_equal (path, "/v1/tokens") && fixture->text == NULL)
    renew (fixture, message);
  else if (fixture->redirect != NULL)
    soup_server_message_set_redirect (message, 307, fixture->redirect);
  else if (fixture->text != NULL)
    answer (message, fixture->status, fixture->type, fixture->text);
  else if (g_str_equal (path, "/v1/sessions"))
    answer_tokens (fixture, message);
  else if (!check_token (fixture, message))
    answer (message, 401, "application/problem+json", "{\"reason\":\"signed-out\"}");
  else
    answer (message, 200, "application/json",
            "{\"id\":\"" ACCOUNT "\",\"name\":\"Renamed\",\"organisations\":[]}");
}

static void
on_other_asked (SoupServer *soup,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  ((Fixture *) user_data)->n_other++;
  answer (message, 200, "application/json", "{}");
}

static SoupServer *
start (SoupServerCallback callback, Fixture *fixture, char **address)
{
  SoupServer *soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_server_add_handler (soup, NULL, callback, fixture, NULL);
  soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (soup);
  *address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return soup;
}

static GError *
sign_in (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GError *error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_sign_in_async (fixture->session, "a@example.org", "secret", NULL,
                                     sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_sign_in_finish (fixture->session, done, &error);
  return error;
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

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sol-hostile-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->soup = start (on_asked, fixture, &fixture->address);
  fixture->other = start (on_other_asked, fixture, &fixture->other_address);
  fixture->brought = g_string_new (NULL);
  fixture->status = 200;
  fixture->type = "application/json";
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->session = sol_account_session_new (fixture->folder, fixture->address, fixture->keyring);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->keyring);
  soup_server_disconnect (fixture->soup);
  soup_server_disconnect (fixture->other);
  g_clear_object (&fixture->soup);
  g_clear_object (&fixture->other);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sol_test_remove_folder (fixture->folder);
  g_string_free (fixture->brought, TRUE);
  g_free (fixture->folder);
  g_free (fixture->address);
  g_free (fixture->other_address);
  g_free (fixture->text);
}

static void
sign_in_well (Fixture *fixture)
{
  g_autoptr (GError) error = sign_in (fixture);

  g_assert_no_error (error);
}

static void
assert_still_signed_in (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->text, g_free);
  fixture->redirect = NULL;
  error = refresh (fixture);
  g_assert_no_error (error);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
}

static void
test_bad_answers_change_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *huge = g_strnfill (8 * 1024 * 1024, ' ');
  const char *const texts[] = {
    "not JSON",
    "[]",
    "{}",
    "{\"id\":\"../../elsewhere\",\"name\":\"X\"}",
    "{\"id\":\"0193f7a0-0000-7000-8000-0000000000ff\",\"name\":\"Another\"}",
    "{\"id\":7}",
    huge,
  };

  sign_in_well (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_free (fixture->text);
      fixture->text = g_strdup (texts[i]);
      error = refresh (fixture);
      g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_FAILED);
      g_assert_cmpstr (sol_account_session_get_id (fixture->session), ==, ACCOUNT);
      g_assert_cmpstr (sol_account_session_get_name (fixture->session), ==, "A");
    }
  assert_still_signed_in (fixture);
}

static void
test_bad_tokens_sign_nobody_in (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = {
    "{\"access\":\"a\",\"refresh\":\"r\"}",
    "{\"access\":\"a\"," ABOUT_HIM "}",
    "{\"access\":\"a\\r\\nX: y\",\"refresh\":\"r\"," ABOUT_HIM "}",
    "{\"access\":\"a\",\"refresh\":\"r\\nserver=x\"," ABOUT_HIM "}",
    "{\"access\":\"\",\"refresh\":\"\"," ABOUT_HIM "}",
    "{\"access\":\"a\",\"refresh\":\"r\",\"account\":{\"id\":\"../x\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_free (fixture->text);
      fixture->text = g_strdup (texts[i]);
      error = sign_in (fixture);
      g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_FAILED);
      g_assert_cmpint (sol_account_session_get_state (fixture->session), ==,
                       SOL_ACCOUNT_SIGNED_OUT);
      g_assert_null (sol_account_session_get_id (fixture->session));
    }
}

static void
test_nothing_secret_follows_a_redirect (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) password = NULL, token = NULL;
  g_autofree char *elsewhere = g_strconcat (fixture->other_address, "v1/account", NULL);

  fixture->redirect = elsewhere;
  password = sign_in (fixture);
  g_assert_error (password, SOL_SYNC_ERROR, SOL_SYNC_FAILED);
  fixture->redirect = NULL;
  sign_in_well (fixture);
  fixture->redirect = elsewhere;
  token = refresh (fixture);
  g_assert_error (token, SOL_SYNC_ERROR, SOL_SYNC_FAILED);
  g_assert_cmpuint (fixture->n_other, ==, 0);
  assert_still_signed_in (fixture);
}

/* The server renewed, and nobody heard it: the old token is brought again. */
static void
test_lost_renewal_is_asked_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  fixture->generation++; /* the access token has expired */
  fixture->cuts = TRUE;
  error = refresh (fixture);
  g_assert_error (error, SOL_SYNC_ERROR, SOL_SYNC_SERVER_AWAY);
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  assert_still_signed_in (fixture);
  g_assert_cmpstr (fixture->brought->str, ==, "refresh-0 refresh-0 ");
}

/* A server that takes no token at all is asked once more, and not for ever. */
static void
test_endless_refusals_end (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  fixture->generation = 100;
  fixture->text = g_strdup ("{\"reason\":\"signed-out\"}");
  fixture->type = "application/problem+json";
  fixture->status = 401;
  error = refresh (fixture);
  g_assert_nonnull (error);
  g_assert_cmpuint (fixture->n_refreshes, <=, 1);
  fixture->type = "application/json";
  fixture->status = 200;
  assert_still_signed_in (fixture);
}

static SolAccountSession *
load_another (Fixture *fixture)
{
  SolAccountSession *session = sol_account_session_new (fixture->folder, fixture->address,
                                                        fixture->keyring);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;

  sol_account_session_load_async (session, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_account_session_load_finish (session, done, &error);
  g_assert_no_error (error);
  return session;
}

/* As two programs do: a token that was brought twice would end the session of both. */
static void
test_two_that_renew_at_once_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolAccountSession) other = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  GAsyncResult *kept_first = NULL, *kept_second = NULL;

  sign_in_well (fixture);
  other = load_another (fixture);
  fixture->generation++; /* the access token has expired */
  sol_account_session_refresh_async (fixture->session, NULL, sol_test_keep_result, &kept_first);
  sol_account_session_refresh_async (other, NULL, sol_test_keep_result, &kept_second);
  first = sol_test_wait (&kept_first);
  second = sol_test_wait (&kept_second);
  g_assert_cmpuint (fixture->n_refreshes, >=, 2);
  g_assert_true (g_str_has_prefix (fixture->brought->str, "refresh-0 refresh-2 "));
  g_assert_cmpint (sol_account_session_get_state (fixture->session), ==, SOL_ACCOUNT_SIGNED_IN);
  g_assert_cmpint (sol_account_session_get_state (other), ==, SOL_ACCOUNT_SIGNED_IN);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/account-hostile/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("bad-answers-change-nothing", test_bad_answers_change_nothing);
  add ("bad-tokens-sign-nobody-in", test_bad_tokens_sign_nobody_in);
  add ("nothing-secret-follows-a-redirect", test_nothing_secret_follows_a_redirect);
  add ("lost-renewal-is-asked-again", test_lost_renewal_is_asked_again);
  add ("two-that-renew-at-once-wait", test_two_that_renew_at_once_wait);
  add ("endless-refusals-end", test_endless_refusals_end);
  return g_test_run ();
}
