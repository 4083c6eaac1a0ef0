/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <microhttpd.h>
#include <string.h>

#include "server/sol-http-private.h"

#define BLOCK 1024            /* bytes: what is sent is short */
#define MAX_UNSENT (8 * 1024) /* bytes: whose reader leaves more does not read */

/**
 * SolHttpStream:
 *
 * An answer that goes on for as long as both ends wish. Between two pieces its connection is
 * suspended: no thread waits for it, and the engine does not look at it.
 */
struct _SolHttpStream
{
  int refs; /* atomic */
  int gone; /* atomic: its connection is closed */
  SolHttp *http;
  struct MHD_Connection *connection;
  GMutex lock; /* what follows */
  GString *unsent;
  gboolean ended;
  gboolean suspended;
};

SolHttpStream *
sol_http_stream_ref (SolHttpStream *self)
{
  g_atomic_int_inc (&self->refs);
  return self;
}

void
sol_http_stream_unref (SolHttpStream *self)
{
  if (!g_atomic_int_dec_and_test (&self->refs))
    return;
  g_mutex_clear (&self->lock);
  g_string_free (self->unsent, TRUE);
  g_free (self);
}

/* The lock is held. */
static void
wake (SolHttpStream *self)
{
  if (!self->suspended)
    return;
  self->suspended = FALSE;
  MHD_resume_connection (self->connection);
}

/**
 * sol_http_stream_send:
 *
 * Sends a piece. Any thread.
 *
 * Returns: %FALSE when nobody reads it: the stream is to be ended
 */
gboolean
sol_http_stream_send (SolHttpStream *self, const char *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_atomic_int_get (&self->gone) || self->ended || self->unsent->len > MAX_UNSENT)
    return FALSE;
  g_string_append (self->unsent, text);
  wake (self);
  return TRUE;
}

/* What was sent still arrives; then the answer is whole. Any thread. */
void
sol_http_stream_end (SolHttpStream *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->ended = TRUE;
  wake (self);
}

/* What the engine asks for when the connection can take more. */
static ssize_t
read_stream (void *data, uint64_t position, char *buffer, size_t max)
{
  SolHttpStream *self = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gsize n = MIN (max, self->unsent->len);

  if (n == 0 && self->ended)
    return MHD_CONTENT_READER_END_OF_STREAM;
  if (n == 0)
    {
      self->suspended = TRUE;
      MHD_suspend_connection (self->connection);
      return 0;
    }
  memcpy (buffer, self->unsent->str, n);
  g_string_erase (self->unsent, 0, (gssize) n);
  return (ssize_t) n;
}

/**
 * sol_http_stream_take: (skip)
 * @ended: (out): there will be no more
 *
 * For who reads the stream in place of the engine.
 *
 * Returns: (transfer full): what was sent since the last time
 */
char *
sol_http_stream_take (SolHttpStream *self, gboolean *ended)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  char *taken = g_strdup (self->unsent->str);

  g_string_truncate (self->unsent, 0);
  *ended = self->ended;
  return taken;
}

/* Nobody reads it any more. */
void
sol_http_stream_leave (SolHttpStream *self)
{
  g_atomic_int_set (&self->gone, 1);
}

/* The connection has ended. */
static void
leave_stream (void *data)
{
  SolHttpStream *self = data;

  sol_http_stream_leave (self);
  sol_http_forget_stream (self->http, self);
  sol_http_stream_unref (self);
}

/* The engine's answer that sends what is given to the stream. */
struct MHD_Response *
sol_http_stream_make_response (SolHttpStream *self, SolRequest *request)
{
  self->http = request->owner;
  self->connection = request->connection;
  sol_http_keep_stream (self->http, self);
  return MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BLOCK, read_stream,
                                            sol_http_stream_ref (self), leave_stream);
}

/**
 * sol_request_answer_open:
 *
 * Answers 200 with a body that is not made yet: what is given to the stream is sent as it comes,
 * never packed nor kept by who stands between.
 *
 * Returns: (transfer full): to be ended by sol_http_stream_end(); the engine does when it stops
 */
SolHttpStream *
sol_request_answer_open (SolRequest *self, const char *media_type)
{
  SolHttpStream *stream = g_new0 (SolHttpStream, 1);

  stream->refs = 1;
  stream->unsent = g_string_new (NULL);
  g_mutex_init (&stream->lock);
  sol_request_set_header (self, "Content-Type", media_type);
  sol_request_set_header (self, "Cache-Control", "no-store");
  sol_request_set_header (self, "X-Accel-Buffering", "no");
  sol_request_answer_with_stream (self, stream);
  return stream;
}
