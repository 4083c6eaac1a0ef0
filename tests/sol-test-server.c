/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sol-test-server.h"

#include <string.h>

#include "store/sol-store-records.h"

static void
answer_text (SoupServerMessage *message, const char *type, const char *text)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
on_about (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  SolTestServer *server = user_data;

  answer_text (message, "application/json", server->about);
}

char *
sol_test_server_hash_file (SolTestServer *server)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, server->file->data, server->file->len);
}

/* As a line that breaks does. */
static void
send_cut (SolTestServer *server, SoupServerMessage *message, const char *range)
{
  goffset start = range != NULL ? g_ascii_strtoll (range + strlen ("bytes="), NULL, 10) : 0;
  g_autofree char *part = range != NULL
                              ? g_strdup_printf ("206 Partial Content\r\nContent-Range: bytes"
                                                 " %" G_GOFFSET_FORMAT "-%u/%u",
                                                 start, server->file->len - 1, server->file->len)
                              : g_strdup ("200 OK");
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/gzip\r\n"
                                           "Content-Length: %" G_GOFFSET_FORMAT "\r\n\r\n",
                                           part, (goffset) server->file->len - start);
  g_autoptr (GIOStream) line = soup_server_message_steal_connection (message);
  GOutputStream *output = g_io_stream_get_output_stream (line);

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (output, server->file->data + start, (gsize) (server->cut_at - start),
                             NULL, NULL, NULL);
  g_io_stream_close (line, NULL, NULL);
}

static void
send_file (SolTestServer *server, SoupServerMessage *message)
{
  const char *range = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Range");

  g_free (server->asked_range);
  server->asked_range = g_strdup (range);
  server->n_files++;
  if (server->on_asked != NULL)
    server->on_asked (server);
  if (server->cut_at >= 0)
    {
      send_cut (server, message, range);
      return;
    }

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/gzip", SOUP_MEMORY_COPY,
                                    (const char *) server->file->data, server->file->len);
}

static void
on_snapshot (SoupServer *soup,
             SoupServerMessage *message,
             const char *path,
             GHashTable *query,
             gpointer user_data)
{
  SolTestServer *server = user_data;
  g_autofree char *hash = sol_test_server_hash_file (server);
  goffset size = server->said_size >= 0 ? server->said_size : (goffset) server->file->len;
  g_autofree char *text = NULL;

  if (!g_str_equal (path, "/v1/snapshot"))
    {
      send_file (server, message);
      return;
    }

  text = g_strdup_printf ("{\"url\":\"/v1/snapshot/%s\",\"sha256\":\"%s\",\"cursor\":\"c1\","
                          "\"count\":3,\"schema\":1,\"size\":%" G_GOFFSET_FORMAT "}",
                          hash, server->said_hash != NULL ? server->said_hash : hash, size);
  answer_text (message, "application/json", text);
}

static void
heal (SolTestServer *server)
{
  server->heals = FALSE;
  server->status = 200;
  server->changes_type = NDJSON;
  g_string_assign (server->changes, CHECKPOINT);
}

static void
on_changes (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SolTestServer *server = user_data;
  const char *since = query != NULL ? g_hash_table_lookup (query, "since") : NULL;

  g_free (server->asked_since);
  server->asked_since = g_strdup (since);
  server->n_changes++;
  if (server->on_asked != NULL)
    server->on_asked (server);
  if (server->retry_after != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 server->retry_after);
  if (server->redirect != NULL)
    {
      soup_server_message_set_redirect (message, 302, server->redirect);
      return;
    }

  if (server->coding != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message),
                                 "Content-Encoding", server->coding);
  soup_server_message_set_status (message, server->status, NULL);
  soup_server_message_set_response (message, server->changes_type, SOUP_MEMORY_COPY,
                                    server->changes->str, server->changes->len);
  if (server->heals)
    heal (server);
}

void
sol_test_server_append_member (GByteArray *file, const char *text, gsize length)
{
  g_autoptr (GConverter)
      gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (stream, text, length, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  g_byte_array_append (
      file, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
      (guint) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* Records s-first and on, in members of @per_member, and the last one with their number. */
void
sol_test_server_make_snapshot (SolTestServer *server, guint first, guint n, guint per_member)
{
  g_autofree char *count = g_strdup_printf ("{\"count\":%u}\n", n);

  g_byte_array_set_size (server->file, 0);
  for (guint i = 0; i < n; i += per_member)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = i; j < MIN (n, i + per_member); j++)
        g_string_append_printf (text, RECORD, first + j, first + j + 1, first + j);
      sol_test_server_append_member (server->file, text->str, text->len);
    }
  sol_test_server_append_member (server->file, count, strlen (count));
}

void
sol_test_server_set_up (SolTestServer *server, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  sol_test_store_set_up (&server->local, NULL);
  server->about = g_strdup (ABOUT);
  server->file = g_byte_array_new ();
  server->said_size = -1;
  server->cut_at = -1;
  server->changes = g_string_new (CHECKPOINT);
  server->changes_type = NDJSON;
  server->status = 200;
  sol_test_server_make_snapshot (server, 0, 3, 1000);

  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, "/v1/about", on_about, server, NULL);
  soup_server_add_handler (server->soup, "/v1/snapshot", on_snapshot, server, NULL);
  soup_server_add_handler (server->soup, "/v1/changes", on_changes, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  server->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

void
sol_test_server_tear_down (SolTestServer *server, gconstpointer unused)
{
  soup_server_disconnect (server->soup);
  g_clear_object (&server->soup);
  g_byte_array_unref (server->file);
  g_string_free (server->changes, TRUE);
  g_free (server->about);
  g_free (server->address);
  g_free (server->said_hash);
  g_free (server->asked_range);
  g_free (server->asked_since);
  sol_test_store_tear_down (&server->local, NULL);
}

/* Returns: (nullable): the error of one whole sync */
GError *
sol_test_server_sync (SolTestServer *server)
{
  g_autoptr (SolSync) sync = sol_sync_new (server->local.store, server->address);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;
  GError *error = NULL;

  sol_sync_set_metered_allowed (sync, TRUE);
  sol_sync_run_async (sync, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  if (sol_sync_run_finish (sync, done, &error))
    {
      g_assert_cmpint (sol_sync_get_state (sync), ==, SOL_SYNC_UP_TO_DATE);
      g_assert_cmpint (sol_sync_get_last_success (sync), >, 0);
    }
  else
    {
      g_assert_cmpint (sol_sync_get_state (sync), ==, error->code);
      g_assert_cmpstr (sol_sync_get_detail (sync), ==, error->message);
    }
  return error;
}

/* Returns: (nullable): a supplier as the store has it */
SolRecord *
sol_test_server_get_record (SolTestServer *server, const char *id)
{
  g_autoptr (GAsyncResult) got = NULL;
  GAsyncResult *kept = NULL;

  sol_store_get_record_async (server->local.store, "supplier", id, NULL, sol_test_keep_result,
                              &kept);
  got = sol_test_wait (&kept);
  return sol_store_get_record_finish (server->local.store, got, NULL);
}

gboolean
sol_test_server_is_stored (SolTestServer *server, const char *id)
{
  g_autoptr (SolRecord) record = sol_test_server_get_record (server, id);

  return record != NULL;
}

char *
sol_test_server_get_cursor (SolTestServer *server)
{
  g_autoptr (GAsyncResult) got = NULL;
  GAsyncResult *kept = NULL;

  sol_store_get_cursor_async (server->local.store, NULL, sol_test_keep_result, &kept);
  got = sol_test_wait (&kept);
  return sol_store_get_cursor_finish (server->local.store, got, NULL);
}

void
sol_test_server_sync_fails (SolTestServer *server, SolSyncState state, const char *why)
{
  g_autoptr (GError) error = sol_test_server_sync (server);

  g_assert_error (error, SOL_SYNC_ERROR, (int) state);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” does not say “%s”", error->message, why);
}

void
sol_test_server_sync_well (SolTestServer *server)
{
  g_autoptr (GError) error = sol_test_server_sync (server);

  g_assert_no_error (error);
}
