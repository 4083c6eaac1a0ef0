/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "net/sol-net-error.h"
#include "sol-test-account.h"
#include "store/sol-account-attach.h"
#include "sync/sol-send-files-private.h"

/* A file that a server does not take is not sent to it again and again. */

#define LISTING "0193f7a0-0000-7000-8000-000000000001"
#define PICTURE "\x89PNG\r\n\x1a\nand so on"
#define MAX_PARTS 3

typedef struct
{
  SolTestAccount account;
  SoupServer *soup;
  SolClient *client;
  guint status; /* of each part */
  guint n_parts;
} Fixture;

static void
on_asked (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Fixture *fixture = user_data;
  gboolean part = g_str_equal (soup_server_message_get_method (message), "PATCH");
  static const char receiving[] = "{\"state\":\"receiving\",\"offset\":0}";

  fixture->n_parts += part;
  g_assert_cmpuint (fixture->n_parts, <=, MAX_PARTS);
  soup_server_message_set_status (message, part ? fixture->status : 200, NULL);
  soup_server_message_set_response (
      message, part && fixture->status >= 400 ? "application/problem+json" : "application/json",
      SOUP_MEMORY_STATIC, receiving, strlen (receiving));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  GSList *uris;

  sol_test_account_set_up (&fixture->account, NULL);
  fixture->soup = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (fixture->soup, NULL, on_asked, fixture, NULL);
  soup_server_listen_local (fixture->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->soup);
  address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->client = sol_client_new (address);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  soup_server_disconnect (fixture->soup);
  g_clear_object (&fixture->soup);
  sol_test_account_tear_down (&fixture->account, NULL);
}

/* An act that waits for a file. */
static void
attach (Fixture *fixture)
{
  g_autoptr (GBytes) content = g_bytes_new_static (PICTURE, sizeof PICTURE - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *patch = NULL;
  g_autofree char *made = NULL;
  GAsyncResult *kept = NULL;
  SolBlob *blob;

  sol_account_store_attach_bytes_async (fixture->account.store, content, "a.png",
                                        SOL_TEST_ORGANISATION, NULL, sol_test_keep_result, &kept);
  result = sol_test_wait (&kept);
  blob = sol_account_store_attach_finish (fixture->account.store, result, &error);
  g_assert_no_error (error);
  patch = g_strdup_printf ("{\"set\":{\"name\":\"A\",\"logo\":{\"hash\":\"%s\",\"name\":\"%s\","
                           "\"size\":%d,\"type\":\"%s\"}}}",
                           blob->hash, blob->name, (int) blob->size, blob->media_type);
  sol_blob_free (blob);
  made = sol_test_act (&fixture->account, "create", LISTING, patch);
}

static void
send_to (Fixture *fixture, guint status, SolNetError expected)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *kept = NULL;
  guint n_sent;

  fixture->status = status;
  fixture->n_parts = 0;
  sol_send_files_async (fixture->account.store, fixture->client, NULL, NULL, NULL,
                        sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  g_assert_false (sol_send_files_finish (done, &n_sent, &error));
  g_assert_error (error, SOL_NET_ERROR, (int) expected);
  g_assert_cmpuint (n_sent, ==, 0);
  g_assert_cmpuint (fixture->n_parts, ==, 1);
}

static void
test_refused_part_is_sent_once (Fixture *fixture, gconstpointer unused)
{
  attach (fixture);
  send_to (fixture, 503, SOL_NET_ERROR_BUSY);
  send_to (fixture, 429, SOL_NET_ERROR_BUSY);
  send_to (fixture, 404, SOL_NET_ERROR_GONE);
  send_to (fixture, 200, SOL_NET_ERROR_BAD_ANSWER); /* it took the part, and has nothing of it */
  send_to (fixture, 409, SOL_NET_ERROR_BAD_ANSWER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/send-files/refused-part-is-sent-once", Fixture, NULL, set_up,
              test_refused_part_is_sent_once, tear_down);
  return g_test_run ();
}
