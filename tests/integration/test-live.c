/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-uuid.h"
#include "net/sol-event-reader.h"
#include "net/sol-net-error.h"
#include "sol-test-computer.h"
#include "store/sol-store-records.h"
#include "sync/sol-live-private.h"
#include "sync/sol-sync-private.h"

/* What one computer does is on the next one at once: two clients of the real server, which listen
 * to its hints. And what a server may say instead. */

#define MANAGER "gerante@example.org"
#define SOON_US (2 * G_USEC_PER_SEC)
#define TRIES 3 /* the machine may be busy with something else */

/* One for all tests: it takes a while to start. */
static SolRealServer server;

typedef struct
{
  char *folder;
  char *organisation;
  char *listing;
  SolTestComputer one;
  SolTestComputer two;
} Fixture;

static void
go_live (SolTestComputer *self)
{
  sol_sync_set_live (self->sync, TRUE);
  sol_sync_start (self->sync);
  SOL_TEST_WAIT_UNTIL (sol_sync_is_live (self->sync) &&
                       sol_sync_get_state (self->sync) == SOL_SYNC_UP_TO_DATE);
}

static SolRecord *
get_shown (SolTestComputer *self, const char *id)
{
  g_autoptr (SolShownRecord) shown = sol_test_shown (&self->account, id);
  SolRecord *record = sol_shown_record_get_record (shown);

  return record != NULL ? g_object_ref (record) : NULL;
}

static gboolean
has_text (SolTestComputer *self, const char *id, const char *field, const char *text)
{
  g_autoptr (SolRecord) record = get_shown (self, id);

  return record != NULL && g_strcmp0 (sol_record_get_text (record, field), text) == 0;
}

/* What all see of the listing. */
static gboolean
has_supplier (SolTestComputer *self, const char *listing)
{
  g_autofree char *id = sol_uuid_from_name ("listing", listing);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (SolRecord) record = NULL;
  GAsyncResult *kept = NULL;

  sol_store_get_record_async (self->store, "supplier", id, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  record = sol_store_get_record_finish (self->store, done, NULL);
  return record != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL, *listed = NULL;

  fixture->folder = g_dir_make_tmp ("sol-live-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->organisation = g_uuid_string_random ();
  fixture->listing = g_uuid_string_random ();
  sol_test_computer_open (&fixture->one, &server, fixture->folder, "one", MANAGER);
  made = sol_test_computer_act (&fixture->one, "organisation", "create", fixture->organisation,
                                NULL, "{\"set\":{\"name\":\"Semailles\",\"kind\":\"supplier\"}}");
  sol_test_computer_sync_well (&fixture->one);
  sol_test_computer_sync_well (&fixture->one); /* that he is its member is told by the next one */
  listed = sol_test_computer_act (&fixture->one, "listing", "create", fixture->listing,
                                  fixture->organisation,
                                  "{\"set\":{\"name\":\"Semailles\",\"kind\":\"ACI\"}}");
  sol_test_computer_sync_well (&fixture->one);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sol_test_computer_close (&fixture->one);
  sol_test_computer_close (&fixture->two);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  sol_test_remove_folder (fixture->folder);
  g_free (fixture->organisation);
  g_free (fixture->listing);
  g_free (fixture->folder);
}

/* Returns: µs until the other one sees it */
static gint64
edit_and_wait (Fixture *fixture, const char *city)
{
  g_autofree char *patch = g_strdup_printf ("{\"set\":{\"city\":\"%s\"}}", city);
  gint64 began = g_get_monotonic_time ();
  g_autofree char *id = sol_test_computer_act (&fixture->one, "listing", "edit", fixture->listing,
                                               fixture->organisation, patch);

  SOL_TEST_WAIT_UNTIL (has_text (&fixture->two, fixture->listing, "city", city));
  return g_get_monotonic_time () - began;
}

static void
test_an_edit_is_on_the_other_computer_at_once (Fixture *fixture, gconstpointer unused)
{
  gint64 best = G_MAXINT64;

  sol_test_computer_open (&fixture->two, &server, fixture->folder, "two", MANAGER);
  go_live (&fixture->one);
  go_live (&fixture->two);
  for (guint i = 0; i < TRIES; i++)
    {
      g_autofree char *city = g_strdup_printf ("Ville %u", i);

      gint64 took = edit_and_wait (fixture, city);

      g_test_message ("%s: %" G_GINT64_FORMAT " ms", city, took / 1000);
      best = MIN (best, took);
    }
  g_assert_cmpint (best, <, SOON_US);
  g_assert_cmpuint (sol_sync_choose_poll (fixture->two.sync), >=, 15 * 60);
}

/* One of the demonstration, which is shown to all. */
static SolRecord *
find_published (SolTestComputer *self)
{
  g_autoptr (SolLiveList) list = sol_account_store_list_records (self->account.store, "listing");

  SOL_TEST_WAIT_UNTIL (sol_live_list_get_loaded (list));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (SolShownRecord) shown = g_list_model_get_item (G_LIST_MODEL (list), i);
      SolRecord *record = sol_shown_record_get_record (shown);

      if (g_strcmp0 (sol_record_get_text (record, "state"), "published") == 0)
        return g_object_ref (record);
    }
  g_assert_not_reached ();
}

static void
test_what_is_taken_down_is_gone_for_all_at_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (SolRecord) listing = find_published (&fixture->one);
  const char *organisation = strchr (sol_record_get_scope (listing), ':') + 1;
  g_autofree char *act = NULL;
  gint64 began;

  sol_test_computer_open (&fixture->two, &server, fixture->folder, "two", NULL);
  go_live (&fixture->two);
  g_assert_true (has_supplier (&fixture->two, sol_record_get_id (listing)));
  began = g_get_monotonic_time ();
  act = sol_test_computer_act (&fixture->one, "listing", "archive", sol_record_get_id (listing),
                               organisation, "{}");
  sol_test_computer_sync_well (&fixture->one);
  SOL_TEST_WAIT_UNTIL (!has_supplier (&fixture->two, sol_record_get_id (listing)));
  g_test_message ("%" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
}

static void
test_stream_comes_back_with_the_server (Fixture *fixture, gconstpointer unused)
{
  sol_test_computer_open (&fixture->two, &server, fixture->folder, "two", MANAGER);
  go_live (&fixture->two);
  sol_real_server_stop (&server);
  SOL_TEST_WAIT_UNTIL (!sol_sync_is_live (fixture->two.sync));
  g_assert_cmpuint (sol_sync_choose_poll (fixture->two.sync), <, 80);
  sol_real_server_start (&server, NULL);
  SOL_TEST_WAIT_UNTIL (sol_sync_is_live (fixture->two.sync));
  go_live (&fixture->one);
  edit_and_wait (fixture, "Apt");
}

static void
test_session_that_ends_leaves_the_hints_of_all (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_test_computer_open (&fixture->two, &server, fixture->folder, "two", MANAGER);
  go_live (&fixture->two);
  sol_account_session_end_session_async (fixture->one.session, "others", NULL, sol_test_keep_result,
                                         &kept);
  done = sol_test_wait (&kept);
  SOL_TEST_WAIT_UNTIL (sol_sync_get_state (fixture->two.sync) == SOL_SYNC_SIGNED_OUT);
  g_assert_false (sol_sync_is_live (fixture->two.sync)); /* no longer as himself */
  SOL_TEST_WAIT_UNTIL (sol_sync_is_live (fixture->two.sync));
}

/* A server that says one thing and then nothing. */
typedef struct
{
  const char *said;
  gboolean holds;    /* the line stays open */
  int n_connections; /* atomic */
} Saying;

static gboolean
say (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  Saying *saying = data;
  GIOStream *line = G_IO_STREAM (connection);
  g_autofree char *answer = g_strconcat (
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", saying->said, NULL);
  char request[4096];

  g_atomic_int_inc (&saying->n_connections);
  g_input_stream_read (g_io_stream_get_input_stream (line), request, sizeof request, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (line), answer, strlen (answer), NULL,
                             NULL, NULL);
  if (saying->holds) /* until the other end hangs up */
    g_input_stream_read (g_io_stream_get_input_stream (line), request, 1, NULL, NULL);
  return TRUE;
}

static gboolean
next (SolEventReader *reader, SolEventKind *kind, gint64 *number, GError **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *kept = NULL;

  sol_event_reader_next_async (reader, NULL, sol_test_keep_result, &kept);
  done = sol_test_wait (&kept);
  return sol_event_reader_next_finish (reader, done, kind, number, error);
}

static GSocketService *
start_saying (Saying *saying, char **address)
{
  GSocketService *service = g_threaded_socket_service_new (2);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_signal_connect (service, "run", G_CALLBACK (say), saying);
  g_socket_service_start (service);
  return service;
}

static void
stop_saying (GSocketService *service)
{
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_object_unref (service);
}

static GSource *
hurry (guint milliseconds)
{
  return g_timeout_source_new (milliseconds / 50);
}

static gint64
get_real_time (void)
{
  return g_get_real_time ();
}

static void
test_silent_line_is_given_up (void)
{
  static const SolClock fast = { get_real_time, g_get_monotonic_time, hurry };
  Saying saying = { "event: change\ndata: {\"seq\":7}\n\n", TRUE, 0 };
  g_autofree char *address = NULL;
  GSocketService *service = start_saying (&saying, &address);
  g_autoptr (SolLive) live = sol_live_new (address);
  gint64 began;

  sol_clock_set (&fast);
  sol_live_start (live, NULL);
  SOL_TEST_WAIT_UNTIL (sol_live_is_open (live));
  began = g_get_monotonic_time ();
  SOL_TEST_WAIT_UNTIL (!sol_live_is_open (live));
  g_assert_cmpint (g_get_monotonic_time () - began, <, 20 * G_USEC_PER_SEC); /* the socket's: 30 */
  SOL_TEST_WAIT_UNTIL (sol_live_is_open (live));
  g_assert_cmpint (g_atomic_int_get (&saying.n_connections), >=, 2);
  sol_live_stop (live);
  sol_clock_set (NULL);
  stop_saying (service);
}

/* Each event as "KIND NUMBER", a fault as "!". */
static char *
read_all (Saying *saying)
{
  g_autofree char *address = NULL;
  GSocketService *service = start_saying (saying, &address);
  g_autoptr (SolClient) client = sol_client_new (address);
  g_autoptr (SolEventReader) reader = sol_event_reader_new (client);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  SolEventKind kind;
  gint64 number;

  while (next (reader, &kind, &number, &error) && kind != SOL_EVENT_ENDED)
    g_string_append_printf (text, "%u %" G_GINT64_FORMAT ",", kind, number);
  if (error != NULL)
    g_string_append (text, error->domain == SOL_NET_ERROR ? "!" : error->message);
  stop_saying (service);
  return g_string_free (text, FALSE);
}

static void
test_what_is_said_is_read (void)
{
  g_autofree char *long_line = g_strnfill (5000, 'x');
  g_autofree char *deep = g_strnfill (3000, '[');
  g_autofree char *deep_data = g_strconcat ("event: change\ndata: ", deep, "\n\n", NULL);
  const struct
  {
    const char *said;
    const char *read;
  } cases[] = {
    { "event: change\ndata: {\"seq\":7}\n\n", "2 7," },
    { "event:access\ndata:{\"version\":0}\n\n:\n\n", "3 0,1 -1," },
    { "event: change\r\ndata: {\"seq\":7}\n\n", "1 -1," },
    { "event: change\ndata: {\"seq\":-7}\n\n", "1 -1," },
    { "event: change\ndata: {\"seq\":\"7\"}\n\n", "1 -1," },
    { "event: change\ndata: {\"seq\":7.5}\n\n", "1 -1," },
    { "event: change\ndata: 7\n\n", "1 -1," },
    { "event: change\ndata: \n\n", "1 -1," },
    { "event: change\n\ndata: {\"seq\":7}\n\n", "1 -1,1 -1," },
    { "event: other\ndata: {\"seq\":7}\n\n", "1 -1," },
    { "event: change\ndata: {\"seq\":7}\n", "" },
    { "", "" },
    { deep_data, "1 -1," },
    { long_line, "!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Saying saying = { cases[i].said, FALSE, 0 };
      g_autofree char *read = read_all (&saying);

      g_assert_cmpstr (read, ==, cases[i].read);
    }
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer unused))
{
  g_autofree char *path = g_strconcat ("/live/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sol-live-XXXXXX", &error);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_no_error (error);
  sol_real_server_start (&server, folder);
  add ("an-edit-is-on-the-other-computer-at-once", test_an_edit_is_on_the_other_computer_at_once);
  add ("what-is-taken-down-is-gone-for-all-at-once",
       test_what_is_taken_down_is_gone_for_all_at_once);
  add ("stream-comes-back-with-the-server", test_stream_comes_back_with_the_server);
  add ("session-that-ends-leaves-the-hints-of-all", test_session_that_ends_leaves_the_hints_of_all);
  g_test_add_func ("/live/what-is-said-is-read", test_what_is_said_is_read);
  g_test_add_func ("/live/silent-line-is-given-up", test_silent_line_is_given_up);
  status = g_test_run ();
  sol_real_server_stop (&server);
  sol_real_server_clear (&server);
  sol_test_remove_folder (folder);
  return status;
}
