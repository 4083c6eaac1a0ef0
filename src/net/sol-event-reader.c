/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-event-reader.h"

#include <string.h>

#include "model/sol-json.h"
#include "net/sol-net-error.h"

#define MAX_LINE 4096 /* bytes */

/**
 * SolEventReader:
 *
 * Reads `GET /v1/events` (server-sent events), one after the other. Of an event that it does not
 * know it says no more than that the line is alive.
 *
 * Thread: the one that made it.
 */
struct _SolEventReader
{
  GObject parent_instance;

  SolClient *client;
  GBufferedInputStream *stream; /* NULL until the first one is asked for */
  gboolean at_end;
  SolEventKind kind; /* of the event that is being read */
  gint64 number;     /* -1: none was told yet */
};

G_DEFINE_FINAL_TYPE (SolEventReader, sol_event_reader, G_TYPE_OBJECT)

static void read_event (GTask *owned_task);

/* @number: (inout): the member of that name, when it is one that can be */
static void
read_number (const char *text, gsize length, const char *name, gint64 *number)
{
  g_autoptr (JsonNode) node = sol_json_parse (text, length, NULL);
  JsonNode *member = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                         ? json_object_get_member (json_node_get_object (node), name)
                         : NULL;

  if (member != NULL && JSON_NODE_HOLDS_VALUE (member) &&
      json_node_get_value_type (member) == G_TYPE_INT64 && json_node_get_int (member) >= 0)
    *number = json_node_get_int (member);
}

/* What stands behind "NAME:" and one space; NULL for another line. */
static const char *
get_field (const char *line, const char *name)
{
  gsize length = strlen (name);

  if (strncmp (line, name, length) != 0 || line[length] != ':')
    return NULL;
  line += length + 1;
  return *line == ' ' ? line + 1 : line;
}

/* Whether the line is the last one of an event. */
static gboolean
take_line (SolEventReader *self, const char *line)
{
  const char *event = get_field (line, "event");
  const char *data = get_field (line, "data");

  if (event != NULL)
    self->kind = g_str_equal (event, "change")   ? SOL_EVENT_CHANGE
                 : g_str_equal (event, "access") ? SOL_EVENT_ACCESS
                                                 : SOL_EVENT_ALIVE;
  if (data != NULL)
    read_number (data, strlen (data), self->kind == SOL_EVENT_CHANGE ? "seq" : "version",
                 &self->number);
  return *line == '\0';
}

/* NULL without @error: read more first. */
static char *
next_line (SolEventReader *self, GError **error)
{
  gsize available;
  const char *start = g_buffered_input_stream_peek_buffer (self->stream, &available);
  const char *end = available > 0 ? memchr (start, '\n', available) : NULL;
  char *line;

  if (end == NULL)
    {
      if (available >= g_buffered_input_stream_get_buffer_size (self->stream))
        g_set_error_literal (error, SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                             "A line of the events is longer than the protocol allows");
      return NULL;
    }
  line = g_strndup (start, (gsize) (end - start));
  /* Only bytes already in memory are skipped, so this cannot wait. */
  g_input_stream_skip (G_INPUT_STREAM (self->stream), (gsize) (end - start) + 1, NULL, NULL);
  return line;
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolEventReader *self = g_task_get_source_object (task);
  GError *cause = NULL;
  gssize n_read = g_buffered_input_stream_fill_finish (self->stream, result, &cause);

  if (n_read < 0)
    {
      g_task_return_error (task, sol_net_error_from_io (cause, TRUE));
      return;
    }
  self->at_end = n_read == 0;
  read_event (g_steal_pointer (&task));
}

static void
return_event (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  SolEventReader *self = g_task_get_source_object (task);

  if (self->at_end)
    self->kind = SOL_EVENT_ENDED;
  else if (self->number < 0)
    self->kind = SOL_EVENT_ALIVE;
  g_task_return_boolean (task, TRUE);
}

static void
read_event (GTask *owned_task)
{
  SolEventReader *self = g_task_get_source_object (owned_task);
  g_autoptr (GError) error = NULL;
  gboolean whole = self->at_end;

  while (!whole && error == NULL)
    {
      g_autofree char *line = next_line (self, &error);

      if (line == NULL)
        break;
      whole = take_line (self, line);
    }
  if (error != NULL)
    {
      g_task_return_error (owned_task, g_steal_pointer (&error));
      g_object_unref (owned_task);
    }
  else if (whole)
    return_event (owned_task);
  else
    g_buffered_input_stream_fill_async (self->stream, -1, g_task_get_priority (owned_task),
                                        g_task_get_cancellable (owned_task), on_filled, owned_task);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SolEventReader *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GInputStream) body = sol_client_get_finish (SOL_CLIENT (source), result, &error);

  if (body == NULL)
    {
      g_task_return_error (task, error != NULL
                                     ? error
                                     : g_error_new_literal (SOL_NET_ERROR, SOL_NET_ERROR_BAD_ANSWER,
                                                            "The server has no events to tell"));
      return;
    }
  /* The buffer is the limit. */
  self->stream = G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (body, MAX_LINE));
  read_event (g_steal_pointer (&task));
}

/**
 * sol_event_reader_next_async:
 *
 * Waits for the next event; the first call asks the server. One call at a time.
 */
void
sol_event_reader_next_async (SolEventReader *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sol_event_reader_next_async);
  self->kind = SOL_EVENT_ALIVE;
  self->number = -1;
  if (self->stream == NULL)
    sol_client_get_async (self->client, "/v1/events", "text/event-stream", NULL, cancellable,
                          on_answered, task);
  else
    read_event (task);
}

/**
 * sol_event_reader_next_finish:
 * @kind: (out)
 * @number: (out): 0 and more with a change, or with one of access
 *
 * Returns: %FALSE with a #SolNetError, or %G_IO_ERROR_CANCELLED
 */
gboolean
sol_event_reader_next_finish (SolEventReader *self,
                              GAsyncResult *result,
                              SolEventKind *kind,
                              gint64 *number,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *kind = self->kind;
  *number = self->number;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sol_event_reader_finalize (GObject *object)
{
  SolEventReader *self = SOL_EVENT_READER (object);

  g_clear_object (&self->stream);
  g_object_unref (self->client);
  G_OBJECT_CLASS (sol_event_reader_parent_class)->finalize (object);
}

static void
sol_event_reader_class_init (SolEventReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_event_reader_finalize;
}

static void
sol_event_reader_init (SolEventReader *self)
{
}

/* @client: (transfer none): the server to ask; with an authorizer, as who is signed in */
SolEventReader *
sol_event_reader_new (SolClient *client)
{
  SolEventReader *self = g_object_new (SOL_TYPE_EVENT_READER, NULL);

  self->client = g_object_ref (client);
  return self;
}
