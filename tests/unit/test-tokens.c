/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "net/sol-net-error.h"
#include "sol-test-support.h"
#include "sync/sol-tokens-private.h"

/* The tokens of one who goes are neither left nor taken for those of another. */

#define ANNE "0193f7a0-0000-7000-8000-00000000000a"
#define BRICE "0193f7a0-0000-7000-8000-00000000000b"

typedef struct
{
  char *folder;
  SoupServer *soup;
  SolClient *client;
  SolKeyring *keyring;
  SolTokens *tokens;
  GAsyncResult *left; /* (nullable): of a sign-out while a renewal is answered */
  gboolean leaves;
  guint n_ended;
} Fixture;

static void
on_asked (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Fixture *fixture = user_data;
  static const char fresh[] = "{\"access\":\"a2\",\"refresh\":\"r2\"}";

  if (fixture->leaves)
    sol_tokens_forget_async (fixture->tokens, sol_test_keep_result, &fixture->left);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, fresh,
                                    strlen (fresh));
}

static void
note_ended (guint *n)
{
  ++*n;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GSList *uris;

  fixture->folder = g_dir_make_tmp ("sol-tokens-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->soup, NULL, on_asked, fixture, NULL);
  soup_server_listen_local (fixture->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->soup);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->client = sol_client_new (address);
  fixture->keyring = sol_keyring_new_in_memory ();
  fixture->tokens = sol_tokens_new (fixture->client, fixture->keyring, fixture->folder);
  g_signal_connect_swapped (fixture->tokens, "ended", G_CALLBACK (note_ended), &fixture->n_ended);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->tokens);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->keyring);
  soup_server_disconnect (fixture->soup);
  g_clear_object (&fixture->soup);
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
sign_in (Fixture *fixture, const char *account, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (SolReply) reply = sol_reply_new (200, bytes, &error);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  g_assert_no_error (error);
  sol_tokens_adopt_async (fixture->tokens, account, reply, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_tokens_adopt_finish (fixture->tokens, done, &error));
}

static void
sign_out (Fixture *fixture)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_tokens_forget_async (fixture->tokens, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_true (sol_tokens_forget_finish (fixture->tokens, done, NULL));
}

static GError *
renew (Fixture *fixture, const char *refused)
{
  SolAuthorizer *authorizer = SOL_AUTHORIZER (fixture->tokens);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;
  GError *error = NULL;

  sol_authorizer_renew_async (authorizer, refused, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  sol_authorizer_renew_finish (authorizer, done, &error);
  return error;
}

static char *
load (Fixture *fixture, const char *account)
{
  return sol_keyring_load (fixture->keyring, sol_client_get_address (fixture->client), account,
                           NULL);
}

/* A request of the first one, which the server refuses late, is not sent again as the second. */
static void
test_request_is_not_another_ones (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sign_in (fixture, ANNE, "{\"access\":\"a1\",\"refresh\":\"r1\"}");
  sign_out (fixture);
  sign_in (fixture, BRICE, "{\"access\":\"b1\",\"refresh\":\"s1\"}");
  error = renew (fixture, "a1");
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_SIGNED_OUT);
}

/* Two that were refused by the same token: the second finds the new one. */
static void
test_renewal_serves_all (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sign_in (fixture, ANNE, "{\"access\":\"a1\",\"refresh\":\"r1\"}");
  for (guint i = 0; i < 2; i++)
    {
      error = renew (fixture, "a1");
      g_assert_no_error (error);
    }
}

static void
test_sign_out_leaves_no_token (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) left = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  sign_in (fixture, ANNE, "{\"access\":\"a1\",\"refresh\":\"r1\"}");
  fixture->leaves = TRUE;
  error = renew (fixture, "a1");
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_SIGNED_OUT);
  left = sol_test_wait (&fixture->left);
  secret = load (fixture, ANNE);
  g_assert_null (secret);
  g_assert_cmpuint (fixture->n_ended, ==, 0); /* he left: nothing ended */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tokens/request-is-not-another-ones", Fixture, NULL, set_up,
              test_request_is_not_another_ones, tear_down);
  g_test_add ("/tokens/renewal-serves-all", Fixture, NULL, set_up, test_renewal_serves_all,
              tear_down);
  g_test_add ("/tokens/sign-out-leaves-no-token", Fixture, NULL, set_up,
              test_sign_out_leaves_no_token, tear_down);
  return g_test_run ();
}
