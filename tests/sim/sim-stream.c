/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-stream.h"

#include <string.h>

#define SIM_TYPE_STREAM (sim_stream_get_type ())
G_DECLARE_FINAL_TYPE (SimStream, sim_stream, SIM, STREAM, GInputStream)

struct _SimStream
{
  GInputStream parent_instance;

  GBytes *body;
  gsize sent;
  gsize part;      /* bytes that are read at once, at most */
  gboolean breaks; /* with an error at its end */
};

G_DEFINE_FINAL_TYPE (SimStream, sim_stream, G_TYPE_INPUT_STREAM)

static gssize
sim_stream_read (GInputStream *stream,
                 void *buffer,
                 gsize count,
                 GCancellable *cancellable,
                 GError **error)
{
  SimStream *self = SIM_STREAM (stream);
  gsize size;
  const guint8 *data = g_bytes_get_data (self->body, &size);
  gsize n = MIN (MIN (count, self->part), size - self->sent);

  if (n == 0 && self->breaks)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The line broke");
      return -1;
    }
  if (n > 0)
    memcpy (buffer, data + self->sent, n);
  self->sent += n;
  return (gssize) n;
}

static void
sim_stream_read_async (GInputStream *stream,
                       void *buffer,
                       gsize count,
                       int priority,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;
  gssize n = sim_stream_read (stream, buffer, count, cancellable, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static gssize
sim_stream_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
sim_stream_finalize (GObject *object)
{
  g_bytes_unref (SIM_STREAM (object)->body);
  G_OBJECT_CLASS (sim_stream_parent_class)->finalize (object);
}

static void
sim_stream_class_init (SimStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  stream_class->read_fn = sim_stream_read;
  stream_class->read_async = sim_stream_read_async;
  stream_class->read_finish = sim_stream_read_finish;
  G_OBJECT_CLASS (klass)->finalize = sim_stream_finalize;
}

static void
sim_stream_init (SimStream *self)
{
}

/**
 * sim_stream_new:
 * @part: bytes that come at once, at most
 * @breaks: the line breaks after @body, rather than end
 */
GInputStream *
sim_stream_new (GBytes *body, gsize part, gboolean breaks)
{
  SimStream *self = g_object_new (SIM_TYPE_STREAM, NULL);

  self->body = g_bytes_ref (body);
  self->part = part;
  self->breaks = breaks;
  return G_INPUT_STREAM (self);
}
