/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-loopback.h"

#include <libsoup/soup.h>

#include "model/sol-clock.h"

struct _SolLoopback
{
  SoupServer *server;
  char *uri;
  char *said;
  char *state;                /* (nullable): of who is waited for */
  SoupServerMessage *message; /* (nullable): by which the browser came back */
  GHashTable *query;          /* (nullable): what it brought */
  GTask *task;                /* (nullable): the wait */
  GSource *timer;             /* (nullable): of it */
  gulong cancelled;           /* handler, of it */
  guint ending;               /* idle source */
};

static const char page[] =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Achetons Solidaires</title>"
    "<meta name=\"viewport\" content=\"width=device-width\"><style>body{font:1.2em system-ui,"
    "sans-serif;margin:15vh auto;max-width:30em;padding:0 1em;color-scheme:light dark}</style>"
    "</head><body><h1>Achetons Solidaires</h1><p>%s</p></body></html>\n";

/* The wait is over: (transfer full) the task is the caller's. */
static GTask *
end (SolLoopback *self)
{
  GTask *task = g_steal_pointer (&self->task);

  sol_clock_clear_timeout (&self->timer);
  g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled);
  self->cancelled = 0;
  soup_server_disconnect (self->server);
  return task;
}

static gboolean
on_time_over (gpointer data)
{
  g_autoptr (GTask) task = end (data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The browser did not come back");
  return G_SOURCE_REMOVE;
}

static gboolean
on_idle (gpointer data)
{
  SolLoopback *self = data;
  g_autoptr (GTask) task = NULL;

  self->ending = 0;
  if (self->task == NULL)
    return G_SOURCE_REMOVE;
  task = end (self);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->query),
                           (GDestroyNotify) g_hash_table_unref);
  return G_SOURCE_REMOVE;
}

/* Cancelled, or the browser has read the page or is gone. Not from within: what called this would
 * go with it. */
static void
end_soon (SolLoopback *self)
{
  if (self->ending == 0)
    self->ending = g_idle_add (on_idle, self);
}

static void
show_page (SolLoopback *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *said = g_markup_escape_text (self->said, -1);
  char *text = g_strdup_printf (page, said);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

/* Any page of any site may send a browser here: who does not bring the state is not heard. */
static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SolLoopback *self = user_data;

  if (self->state == NULL || self->query != NULL || query == NULL || !g_str_equal (path, "/") ||
      !g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_GET) ||
      g_strcmp0 (g_hash_table_lookup (query, "state"), self->state) != 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  self->query = g_hash_table_ref (query);
  show_page (self, message);
  self->message = g_object_ref (message);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (end_soon), self);
}

/**
 * sol_loopback_new:
 * @said: what the browser shows to who comes back: plain text, in his language
 *
 * Returns: (transfer full) (nullable): with a port of its own
 */
SolLoopback *
sol_loopback_new (const char *said, GError **error)
{
  g_autoptr (SolLoopback) self = g_new0 (SolLoopback, 1);
  g_autoptr (GUri) uri = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  self->said = g_strdup (said);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  uris = soup_server_get_uris (self->server);
  self->uri = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&self);
}

void
sol_loopback_free (SolLoopback *self)
{
  g_assert (self->task == NULL);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_handle_id (&self->ending, g_source_remove);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_free (self->uri);
  g_free (self->said);
  g_free (self->state);
  g_free (self);
}

/* http://127.0.0.1:PORT/ */
const char *
sol_loopback_get_uri (SolLoopback *self)
{
  return self->uri;
}

static void
on_cancelled (GCancellable *cancellable, gpointer loopback)
{
  end_soon (loopback);
}

/**
 * sol_loopback_wait_async:
 * @state: what the one that is waited for brings
 * @seconds: after which it fails with %G_IO_ERROR_TIMED_OUT
 *
 * Waits for the browser. @self must stay until the wait is over.
 */
void
sol_loopback_wait_async (SolLoopback *self,
                         const char *state,
                         guint seconds,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  g_free (self->state);
  self->state = g_strdup (state);
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sol_loopback_wait_async);
  self->timer = sol_clock_start_timeout (NULL, seconds * 1000, on_time_over, self, NULL);
  if (cancellable != NULL)
    self->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
}

/**
 * sol_loopback_wait_finish:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the parameters that the browser brought
 */
GHashTable *
sol_loopback_wait_finish (SolLoopback *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
