/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-net-error.h"
#include "net/sol-server-info.h"
#include "net/sol-soup-transport-private.h"
#include "sol-test-support.h"
#include "sync/sol-sync.h"

/* A line that says nothing any more is given up; one that is slow is not. */

#define SILENCE_S 1
#define PIECE_US (SILENCE_S * G_USEC_PER_SEC / 4)
#define ANSWER                                                        \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: " \
  "close\r\nContent-Length: 36\r\n\r\n{\"api\":1,\"minimum_client\":\"0.1.0\"}\n"

static SolTransport *
make_impatient (void)
{
  SolTransport *transport = sol_soup_transport_new ();

  sol_soup_transport_set_silence (SOL_SOUP_TRANSPORT (transport), SILENCE_S);
  return transport;
}

/* As long as the whole answer takes, there is never so long a silence. */
static gboolean
answer_slowly (GThreadedSocketService *service,
               GSocketConnection *connection,
               GObject *source,
               gpointer unused)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const gsize piece = sizeof ANSWER / 8;
  char request[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request,
                       sizeof request, NULL, NULL);
  for (gsize at = 0; at < sizeof ANSWER - 1; at += piece)
    {
      g_output_stream_write_all (output, ANSWER + at, MIN (piece, sizeof ANSWER - 1 - at), NULL,
                                 NULL, NULL);
      g_usleep (PIECE_US);
    }
  return TRUE;
}

static char *
listen_at (GSocketListener *listener)
{
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  return g_strdup_printf ("http://127.0.0.1:%u", port);
}

static void
test_silent_line_is_given_up (SolTestStore *fixture, gconstpointer unused)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new (); /* nobody takes up */
  g_autofree char *address = listen_at (listener);
  g_autoptr (SolSync) sync = sol_sync_new (fixture->store, address);

  sol_sync_start (sync);
  g_assert_cmpint (sol_sync_get_state (sync), ==, SOL_SYNC_RUNNING);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (sync) != SOL_SYNC_RUNNING);
  g_assert_cmpint (sol_sync_get_state (sync), ==, SOL_SYNC_SERVER_AWAY);
  g_assert_cmpint (sol_sync_get_retry_at (sync), >, 0);
  sol_sync_stop (sync);
}

static void
test_slow_line_is_waited_for (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (1);
  g_autofree char *address = listen_at (G_SOCKET_LISTENER (service));
  g_autoptr (SolClient) client = sol_client_new (address);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 start = g_get_monotonic_time ();
  SolServerAbout *about;

  g_signal_connect (service, "run", G_CALLBACK (answer_slowly), NULL);
  sol_client_get_about_async (client, NULL, sol_test_keep_result, &result);
  done = sol_test_wait (&result);
  about = sol_client_get_about_finish (client, done, &error);
  g_assert_no_error (error);
  sol_server_about_free (about);
  g_assert_cmpint (g_get_monotonic_time () - start, >, SILENCE_S * G_USEC_PER_SEC);
}

/* What is hung up is told, and not taken for what was called off. */
static void
test_hung_up_request_is_told (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *address = listen_at (listener);
  g_autoptr (SolClient) client = sol_client_new (address);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  sol_client_get_about_async (client, NULL, sol_test_keep_result, &result);
  sol_client_hang_up (client);
  done = sol_test_wait (&result);
  g_assert_null (sol_client_get_about_finish (client, done, &error));
  g_assert_error (error, SOL_NET_ERROR, SOL_NET_ERROR_AWAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  sol_transport_set_maker (make_impatient);
  sol_test_store_add ("/silence/silent-line-is-given-up", test_silent_line_is_given_up);
  g_test_add_func ("/silence/slow-line-is-waited-for", test_slow_line_is_waited_for);
  g_test_add_func ("/silence/hung-up-request-is-told", test_hung_up_request_is_told);
  return g_test_run ();
}
