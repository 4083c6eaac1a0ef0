/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <microhttpd.h>
#include <string.h>
#include <sys/resource.h>

#include "server/sol-http-door.h"
#include "server/sol-http-private.h"

#define CONNECTION_MEMORY (16 * 1024) /* bytes: request line, headers and answer's head */
#define OTHER_FILES 128
#define STOP_CHECK_US (10 * 1000)

struct _SolHttp
{
  SolHttpOptions options;
  SolHttpDoor *door;
  struct MHD_Daemon *daemon;
  SolHttpHandler handler;
  gpointer data;
  guint n_active;                      /* atomic: requests whose answer is not sent yet */
  int stopping;                        /* atomic */
  int cut;                             /* atomic: and who waits still is not answered any more */
  GMutex taking;                       /* @slow */
  GThreadPool *slow[SOL_N_HTTP_PACES]; /* (nullable): none is taken any more */
  GMutex keeping;                      /* @streams */
  GPtrArray *streams;                  /* those whose connection is there */
};

gboolean
sol_http_is_stopping (SolHttp *self)
{
  return g_atomic_int_get (&self->stopping) != 0;
}

gboolean
sol_http_is_cut (SolHttp *self)
{
  return g_atomic_int_get (&self->cut) != 0;
}

void
sol_http_handle (SolHttp *self, SolRequest *request)
{
  self->handler (request, self->data);
}

const SolHttpOptions *
sol_http_get_options (SolHttp *self)
{
  return &self->options;
}

guint64
sol_http_get_body_max (SolHttp *self, SolRequest *request)
{
  return self->options.get_body_max != NULL ? self->options.get_body_max (request, self->data) : 0;
}

void
sol_http_keep_stream (SolHttp *self, SolHttpStream *stream)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->keeping);

  g_ptr_array_add (self->streams, sol_http_stream_ref (stream));
  if (sol_http_is_stopping (self))
    sol_http_stream_end (stream);
}

void
sol_http_forget_stream (SolHttp *self, SolHttpStream *stream)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->keeping);

  g_ptr_array_remove_fast (self->streams, stream);
}

/* Not under the lock: an end may wait for the engine, which may wait to forget one. */
static void
end_streams (SolHttp *self)
{
  g_autoptr (GPtrArray) streams = NULL;

  g_mutex_lock (&self->keeping);
  streams = g_ptr_array_copy (self->streams, (GCopyFunc) sol_http_stream_ref, NULL);
  g_mutex_unlock (&self->keeping);
  g_ptr_array_foreach (streams, (GFunc) sol_http_stream_end, NULL);
}

static guint
get_n_active (SolHttp *self)
{
  return (guint) g_atomic_int_get (&self->n_active);
}

static const char *
get_header (SolRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND, name);
}

static guint
get_n_active_beside (SolRequest *request)
{
  return get_n_active (request->owner);
}

static const SolRequestEngine engine = { get_header, sol_http_get_address, get_n_active_beside,
                                         sol_http_answer };

/* The first sight of a request: its line is there, its headers are not. */
static void *
begin_request (void *data, const char *target, struct MHD_Connection *connection)
{
  SolRequest *self = g_new0 (SolRequest, 1);

  sol_request_init (self, &engine, data);
  self->connection = connection;
  self->target = g_strdup (target);
  return self;
}

static void
end_request (void *data,
             struct MHD_Connection *connection,
             void **context,
             enum MHD_RequestTerminationCode code)
{
  SolHttp *http = data;
  SolRequest *self = *context;

  if (self == NULL)
    return;
  if (self->started)
    g_atomic_int_add (&http->n_active, -1);
  sol_request_clear (self);
  g_free (self);
  *context = NULL;
}

/* What is asked as of a proxy, "http://host/path", is asked of this server (RFC 9112, 3.2.2). */
static const char *
skip_authority (const char *path)
{
  const char *rest;

  if (g_ascii_strncasecmp (path, "http://", strlen ("http://")) != 0)
    return path;
  rest = strchr (path + strlen ("http://"), '/');
  return rest != NULL ? rest : "/";
}

/* Room for all of it is made at its first part, so that no copy is left behind by growing. */
static void
take_body (SolRequest *self, const char *part, gsize size)
{
  if (self->body == NULL)
    self->body = g_byte_array_sized_new ((guint) self->body_size);
  if (self->body->len + size <= self->body_size)
    g_byte_array_append (self->body, (const guint8 *) part, (guint) size);
}

/* Under the lock: what is suspended once the pool is gone would never be resumed, on which the
 * engine does not end. */
static gboolean
take_slow (SolHttp *self, SolRequest *request, SolHttpPace pace)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->taking);

  return sol_http_slow_take (self->slow[pace], request);
}

/* The request is whole. When it is slow this comes twice: the second time the answer is there. */
static enum MHD_Result
answer (SolHttp *self, SolRequest *request)
{
  const SolHttpOptions *options = &self->options;
  SolHttpPace pace = request->status == 0 && options->get_pace != NULL
                         ? options->get_pace (request, self->data)
                         : SOL_HTTP_FAST;

  if (pace != SOL_HTTP_FAST)
    {
      if (take_slow (self, request, pace))
        return MHD_YES;
    }
  else if (request->status == 0)
    sol_http_handle (self, request);
  return sol_http_queue (request) ? MHD_YES : MHD_NO;
}

static enum MHD_Result
take_request (void *data,
              struct MHD_Connection *connection,
              const char *path,
              const char *method,
              const char *version,
              const char *body,
              size_t *body_size,
              void **context)
{
  SolHttp *http = data;
  SolRequest *self = *context;

  if (self->started)
    {
      if (*body_size > 0)
        {
          take_body (self, body, *body_size);
          *body_size = 0;
          return MHD_YES;
        }
      return answer (http, self);
    }

  self->started = TRUE;
  self->method = method;
  self->path = skip_authority (path);
  g_atomic_int_inc (&http->n_active);
  if (!sol_request_check (self, version))
    return sol_http_queue (self) ? MHD_YES : MHD_NO;
  return MHD_YES;
}

static void
note_connection (void *data,
                 struct MHD_Connection *connection,
                 void **context,
                 enum MHD_ConnectionNotificationCode code)
{
  SolHttp *self = data;

  if (code == MHD_CONNECTION_NOTIFY_CLOSED)
    sol_http_door_leave (self->door);
}

static void log_message (void *data, const char *format, va_list arguments) G_GNUC_PRINTF (2, 0);

static void
log_message (void *data, const char *format, va_list arguments)
{
  g_logv (G_LOG_DOMAIN, G_LOG_LEVEL_DEBUG, format, arguments);
}

/* A connection may hold a file besides; some are needed for the databases. What the system does not
 * give is told: connections beyond it wait. */
static void
raise_file_limit (guint max_connections)
{
  rlim_t wanted = (rlim_t) max_connections * 2 + OTHER_FILES;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
    return;
  limit.rlim_cur = MIN (wanted, limit.rlim_max);
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
    g_message ("The system allows %" G_GUINT64_FORMAT " open files: too few for %u connections",
               (guint64) limit.rlim_cur, max_connections);
}

/* Those that wait are answered first: shortly, once patience is at its end. */
static void
end_slow (SolHttp *self)
{
  GThreadPool *pools[SOL_N_HTTP_PACES];

  g_mutex_lock (&self->taking);
  memcpy (pools, self->slow, sizeof pools);
  memset (self->slow, 0, sizeof self->slow);
  g_mutex_unlock (&self->taking);
  for (guint i = 0; i < SOL_N_HTTP_PACES; i++)
    if (pools[i] != NULL)
      g_thread_pool_free (pools[i], FALSE, TRUE);
}

static void
http_free (SolHttp *self)
{
  end_slow (self);
  sol_http_door_free (self->door);
  g_mutex_clear (&self->taking);
  g_mutex_clear (&self->keeping);
  g_ptr_array_unref (self->streams);
  g_free (self);
}

/* How many there are is for the door to see to: each thread has room for all of them, whichever way
 * they are dealt out, and for one of which it told the end but counts it still. */
static struct MHD_Daemon *
start_daemon (SolHttp *self)
{
  guint wanted = self->options.n_threads > 0 ? self->options.n_threads : g_get_num_processors ();
  guint n_threads = MIN (wanted, self->options.max_connections);

  return MHD_start_daemon (
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC |
          MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG,
      0, NULL, NULL, take_request, self, MHD_OPTION_EXTERNAL_LOGGER, log_message, NULL,
      MHD_OPTION_CONNECTION_LIMIT, (self->options.max_connections + 1) * n_threads,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT,
      self->options.idle_seconds, MHD_OPTION_URI_LOG_CALLBACK, begin_request, self,
      MHD_OPTION_NOTIFY_COMPLETED, end_request, self, MHD_OPTION_NOTIFY_CONNECTION, note_connection,
      self, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_THREAD_POOL_SIZE,
      n_threads > 1 ? n_threads : 0, MHD_OPTION_END);
}

/**
 * sol_http_new:
 * @handler: answers each request, on any of the engine's threads
 *
 * Starts to answer at once.
 *
 * Returns: (transfer full) (nullable): to be ended by sol_http_stop()
 */
SolHttp *
sol_http_new (const SolHttpOptions *options, SolHttpHandler handler, gpointer data, GError **error)
{
  SolHttp *self = g_new0 (SolHttp, 1);

  raise_file_limit (options->max_connections);
  self->options = *options;
  self->options.max_connections = MAX (options->max_connections, 1);
  self->door = sol_http_door_new (options->socket, self->options.max_connections);
  self->handler = handler;
  self->data = data;
  self->streams = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_http_stream_unref);
  g_mutex_init (&self->taking);
  g_mutex_init (&self->keeping);
  self->slow[SOL_HTTP_SLOW] = sol_http_slow_new (self, SOL_HTTP_SLOW);
  self->slow[SOL_HTTP_AWAY] = sol_http_slow_new (self, SOL_HTTP_AWAY);
  self->daemon = start_daemon (self);
  if (self->daemon == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The HTTP engine does not start");
      http_free (self);
      return NULL;
    }
  sol_http_door_open (self->door, self->daemon);
  return self;
}

/**
 * sol_http_stop:
 * @patience_seconds: how long requests under way may still take
 *
 * Takes no new connection, waits for the answers under way, then ends. Blocks.
 */
void
sol_http_stop (SolHttp *self, guint patience_seconds)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) patience_seconds * G_USEC_PER_SEC;

  g_atomic_int_set (&self->stopping, 1);
  sol_http_door_close (self->door);
  end_streams (self);
  while (get_n_active (self) > 0 && g_get_monotonic_time () < deadline)
    g_usleep (STOP_CHECK_US);
  g_atomic_int_set (&self->cut, 1);
  end_slow (self);
  MHD_stop_daemon (self->daemon);
  http_free (self);
}
