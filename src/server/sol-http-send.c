/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <microhttpd.h>

#include "server/sol-http-private.h"

#define STREAM_BLOCK (32 * 1024) /* bytes */

/* Answers on their way to a connection. */

static void
free_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

static struct MHD_Response *
response_of_bytes (GBytes *body)
{
  gsize size;
  const void *data = g_bytes_get_data (body, &size);

  return MHD_create_response_from_buffer_with_free_callback_cls (size, (void *) data, free_bytes,
                                                                 g_bytes_ref (body));
}

typedef struct
{
  SolHttpRead read;
  gpointer stream;
  GDestroyNotify destroy;
} Stream;

static ssize_t
stream_read (void *data, uint64_t position, char *buffer, size_t max)
{
  Stream *self = data;
  gssize got = self->read (self->stream, buffer, max);

  if (got > 0)
    return got;
  return got == 0 ? MHD_CONTENT_READER_END_OF_STREAM : MHD_CONTENT_READER_END_WITH_ERROR;
}

static void
stream_free (void *data)
{
  Stream *self = data;

  if (self->destroy != NULL)
    self->destroy (self->stream);
  g_free (self);
}

static struct MHD_Response *
response_of_stream (SolRequest *request, const SolAnswer *answer)
{
  Stream *data = g_new (Stream, 1);
  struct MHD_Response *response;

  *data = (Stream){ answer->read, answer->stream, answer->destroy };
  response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_read, data,
                                                stream_free);
  /* After the head that HEAD asks for, the engine would send the last of the chunks, which is none
   * of that answer. HTTP/1.0 knows no chunks. */
  if (g_str_equal (request->method, "HEAD"))
    MHD_set_response_options (response, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
  return response;
}

static struct MHD_Response *
make_response (SolRequest *request, const SolAnswer *answer)
{
  if (answer->bytes != NULL)
    return response_of_bytes (answer->bytes);
  if (answer->read != NULL)
    return response_of_stream (request, answer);
  if (answer->open != NULL)
    return sol_http_stream_make_response (answer->open, request);
  return MHD_create_response_from_fd_at_offset64 (answer->size, answer->file, answer->first);
}

/* Gives the engine the answer to send. On the thread of the connection. */
gboolean
sol_http_queue (SolRequest *request)
{
  gboolean queued;

  if (request->response == NULL)
    return FALSE;
  queued = MHD_queue_response (request->connection, request->status, request->response) == MHD_YES;
  g_clear_pointer (&request->response, MHD_destroy_response);
  return queued;
}

/* Makes the answer, which is sent once the handler returned. */
void
sol_http_answer (SolRequest *request, guint status, const SolAnswer *answer)
{
  struct MHD_Response *response = make_response (request, answer);

  for (guint i = 0; i < request->headers->len; i += 2)
    MHD_add_response_header (response, g_ptr_array_index (request->headers, i),
                             g_ptr_array_index (request->headers, i + 1));
  if (request->refused || sol_http_is_stopping (request->owner))
    MHD_add_response_header (response, "Connection", "close");
  request->response = response;
}
