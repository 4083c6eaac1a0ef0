/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-soup-transport-private.h"

#include <libsoup/soup.h>

#include "model/sol-executor.h"
#include "model/sol-version.h"
#include "net/sol-line-private.h"
#include "net/sol-net-error.h"
#include "sol-config.h"

/* Without a byte either way: who asks is told, and a slow line is none that is dead. */
#define SILENCE_S 20

/**
 * SolSoupTransport:
 *
 * The line over the network, by libsoup. The desktop's proxy is used, as GIO finds it; cookies,
 * passwords and the guessing of types are not.
 *
 * Thread: the one that made it.
 */
struct _SolSoupTransport
{
  GObject parent_instance;

  SoupSession *session;
  char *ca_file;           /* (nullable): of the private authority of an office */
  GTlsDatabase *own_trust; /* (nullable): what it says, besides what the system trusts */
  GError *distrust;        /* (nullable): why it could not be read */
};

/* One message on its way. */
typedef struct
{
  SoupMessage *message;
  SolLine *line; /* (nullable): until it is sent */
} Sending;

static void transport_init (SolTransportInterface *iface);
static void start_sending (GTask *owned_task);

G_DEFINE_FINAL_TYPE_WITH_CODE (SolSoupTransport,
                               sol_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOL_TYPE_TRANSPORT, transport_init))

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->message);
  g_clear_pointer (&sending->line, sol_line_unref);
  g_free (sending);
}

/* A certificate that nobody trusts, when the file of the one who might cannot be read: the file
 * is what has to be put right. */
static GError *
explain (GTask *task, GError *cause)
{
  SolSoupTransport *self = g_task_get_source_object (task);
  const Sending *sending = g_task_get_task_data (task);
  GError *error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_error_free (cause);
      return g_error_new_literal (SOL_NET_ERROR, SOL_NET_ERROR_AWAY, "The line was hung up");
    }

  error = sol_line_explain (sending->line, cause);
  if (self->distrust == NULL || !g_error_matches (error, SOL_NET_ERROR, SOL_NET_ERROR_UNTRUSTED))
    return error;

  g_error_free (error);
  return g_error_copy (self->distrust);
}

static void
add_header (const char *name, const char *value, gpointer answer)
{
  sol_transport_answer_add_header (answer, name, value);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Sending *sending = g_task_get_task_data (task);
  SoupMessage *message = sending->message;
  GError *error = NULL;
  GInputStream *body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  SolTransportAnswer *answer;

  if (body == NULL)
    {
      g_task_return_error (task, explain (task, error));
      return;
    }

  answer = sol_transport_answer_new (soup_message_get_status (message),
                                     soup_message_get_reason_phrase (message));
  soup_message_headers_foreach (soup_message_get_response_headers (message), add_header, answer);
  answer->body = body;
  answer->maybe_of_proxy = sol_line_is_answer_of_proxy (sending->line);
  g_task_return_pointer (task, answer, (GDestroyNotify) sol_transport_answer_free);
}

static void
send_message (GTask *owned_task)
{
  SolSoupTransport *self = g_task_get_source_object (owned_task);
  Sending *sending = g_task_get_task_data (owned_task);

  sending->line = sol_line_watch (sending->message, self->own_trust);
  soup_session_send_async (self->session, sending->message, g_task_get_priority (owned_task),
                           g_task_get_cancellable (owned_task), on_sent, owned_task);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  GTlsDatabase *trust = sol_line_load_trust (path, &error);

  if (trust != NULL)
    g_task_return_pointer (task, trust, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SolSoupTransport *self = SOL_SOUP_TRANSPORT (source);
  const char *path = g_task_get_task_data (G_TASK (result));

  /* Whom the user chose meanwhile is trusted, and nobody else. */
  if (g_strcmp0 (path, self->ca_file) != 0)
    {
      start_sending (user_data);
      return;
    }

  g_clear_error (&self->distrust);
  g_clear_object (&self->own_trust);
  self->own_trust = g_task_propagate_pointer (G_TASK (result), &self->distrust);
  send_message (user_data);
}

/* Read when it is first needed, and again as long as it cannot be: it may be put right meanwhile.
 */
static void
load_own_trust (GTask *owned_task)
{
  SolSoupTransport *self = g_task_get_source_object (owned_task);
  g_autoptr (GTask) load = g_task_new (self, NULL, on_loaded, owned_task);

  g_task_set_task_data (load, g_strdup (self->ca_file), g_free);
  sol_task_run_in_thread (load, load_in_thread);
}

static void
start_sending (GTask *owned_task)
{
  SolSoupTransport *self = g_task_get_source_object (owned_task);

  if (self->ca_file != NULL && self->own_trust == NULL)
    load_own_trust (owned_task);
  else
    send_message (owned_task);
}

static void
sol_soup_transport_send_async (SolTransport *transport,
                               const SolTransportRequest *request,
                               int priority,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (transport, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);
  SoupMessageHeaders *headers;

  sending->message = soup_message_new_from_uri (request->method, request->uri);
  headers = soup_message_get_request_headers (sending->message);
  soup_message_add_flags (sending->message, SOUP_MESSAGE_NO_REDIRECT);
  /* The type first: what sets the body keeps the one that stands there. */
  for (guint i = 0; i + 1 < request->headers->len; i += 2)
    soup_message_headers_append (headers, request->headers->pdata[i],
                                 request->headers->pdata[i + 1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
        sending->message, soup_message_headers_get_content_type (headers, NULL), request->body);
  g_task_set_source_tag (task, sol_soup_transport_send_async);
  g_task_set_priority (task, priority);
  g_task_set_task_data (task, sending, sending_free);
  start_sending (task);
}

static SolTransportAnswer *
sol_soup_transport_send_finish (SolTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sol_soup_transport_set_ca_file (SolTransport *transport, const char *path)
{
  SolSoupTransport *self = SOL_SOUP_TRANSPORT (transport);

  g_clear_object (&self->own_trust);
  g_clear_error (&self->distrust);
  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
}

static void
sol_soup_transport_hang_up (SolTransport *transport)
{
  soup_session_abort (SOL_SOUP_TRANSPORT (transport)->session);
}

static void
transport_init (SolTransportInterface *iface)
{
  iface->send_async = sol_soup_transport_send_async;
  iface->send_finish = sol_soup_transport_send_finish;
  iface->set_ca_file = sol_soup_transport_set_ca_file;
  iface->hang_up = sol_soup_transport_hang_up;
}

static void
sol_soup_transport_finalize (GObject *object)
{
  SolSoupTransport *self = SOL_SOUP_TRANSPORT (object);

  g_object_unref (self->session);
  g_clear_object (&self->own_trust);
  g_clear_error (&self->distrust);
  g_free (self->ca_file);
  G_OBJECT_CLASS (sol_soup_transport_parent_class)->finalize (object);
}

static void
sol_soup_transport_class_init (SolSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_soup_transport_finalize;
}

static void
sol_soup_transport_init (SolSoupTransport *self)
{
  self->session = soup_session_new_with_options ("timeout", SILENCE_S, "user-agent",
                                                 SOL_CLIENT_AGENT SOL_VERSION, NULL);
  /* Its decoder has no limit: that of SolClient has. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

SolTransport *
sol_soup_transport_new (void)
{
  return g_object_new (SOL_TYPE_SOUP_TRANSPORT, NULL);
}

/**
 * sol_soup_transport_set_silence: (skip)
 * @seconds: without a byte either way, after which the other end counts as gone
 */
void
sol_soup_transport_set_silence (SolSoupTransport *self, guint seconds)
{
  soup_session_set_timeout (self->session, seconds);
}
