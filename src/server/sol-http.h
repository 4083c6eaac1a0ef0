/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolHttp:
 *
 * The HTTP engine: listens, reads requests on a few threads, refuses what is ambiguous, and hands
 * the rest to one handler. Nothing else of the server sees the library below it.
 */
typedef struct _SolHttp SolHttp;

/**
 * SolRequest:
 *
 * One request and its answer. It lives until its handler returned and the answer is sent.
 */
typedef struct _SolRequest SolRequest;

/**
 * SolAddress:
 *
 * An IPv6 address; an IPv4 one stands in it as ::ffff:0:0/96 has it, a Unix socket as zeros.
 */
typedef struct
{
  guint8 bytes[16];
} SolAddress;

/* How many bytes of body a request may bring, of which only the headers are there; or it answers
 * the request, and then its body is not read. Any thread of the pool. */
typedef guint64 (*SolHttpBodyMax) (SolRequest *request, gpointer data);

/**
 * SolHttpPace:
 * @SOL_HTTP_SLOW: it takes a processor for long
 * @SOL_HTTP_AWAY: it may wait for another server; who waits for that holds up none of the slow ones
 *
 * How long it takes to answer.
 */
typedef enum
{
  SOL_HTTP_FAST,
  SOL_HTTP_SLOW,
  SOL_HTTP_AWAY,
  SOL_N_HTTP_PACES
} SolHttpPace;

/* How long the answer to such a request takes to make. Any thread of the pool. */
typedef SolHttpPace (*SolHttpGetPace) (SolRequest *request, gpointer data);

/**
 * SolHttpOptions:
 * @socket: what sol_listen_open() gave; the engine takes it over
 * @max_connections: more wait in the queue of the system
 * @idle_seconds: a connection on which nothing moves is closed after so many
 * @n_threads: 0: as many as there are processors
 * @behind_proxy: a proxy on this machine, or at @proxy, tells who its client is
 * @get_body_max: (nullable): %NULL: no request brings a body
 * @get_pace: (nullable): those that are not fast are answered beside the others, a few at a time
 */
typedef struct
{
  int socket;
  guint max_connections;
  guint idle_seconds;
  guint n_threads;
  gboolean behind_proxy;
  SolAddress proxy; /* zeros: none elsewhere */
  SolHttpBodyMax get_body_max;
  SolHttpGetPace get_pace;
} SolHttpOptions;

/* Answers the request with one of the sol_request_answer… functions. Any thread of the pool. */
typedef void (*SolHttpHandler) (SolRequest *request, gpointer data);

/**
 * SolHttpRead:
 *
 * Fills @buffer with what comes next of a streamed answer.
 *
 * Returns: bytes written; 0 at the end; -1 to cut the connection, so that the client sees that the
 *   answer is not whole
 */
typedef gssize (*SolHttpRead) (gpointer stream, char *buffer, gsize size);

/* Any thread. */
typedef struct _SolHttpStream SolHttpStream;

SolHttp *
sol_http_new (const SolHttpOptions *options, SolHttpHandler handler, gpointer data, GError **error);
void sol_http_stop (SolHttp *self, guint patience_seconds);

gboolean sol_address_parse (SolAddress *self, const char *text);

void sol_request_get_address (SolRequest *self, SolAddress *address);
guint sol_request_get_n_active (SolRequest *self);
const char *sol_request_get_method (SolRequest *self);
const char *sol_request_get_path (SolRequest *self);
const char *sol_request_get_header (SolRequest *self, const char *name);
const char *sol_request_get_body (SolRequest *self, gsize *size);
void sol_request_set_data (SolRequest *self, gpointer data, GDestroyNotify destroy);
gpointer sol_request_get_data (SolRequest *self);
gboolean sol_request_accepts_gzip (SolRequest *self);
guint sol_request_get_n_parameters (SolRequest *self);
const char *sol_request_get_parameter_at (SolRequest *self, guint index, const char **value);
gboolean sol_request_matches (SolRequest *self, const char *etag);

void sol_request_set_header (SolRequest *self, const char *name, const char *value);
guint sol_request_get_status (SolRequest *self);
void sol_request_answer (SolRequest *self, guint status, const char *media_type, GBytes *body);
void sol_request_answer_text (SolRequest *self, guint status, const char *media_type, char *text);
void sol_request_answer_empty (SolRequest *self, guint status);
void sol_request_answer_not_modified (SolRequest *self);
void sol_request_answer_stream (SolRequest *self,
                                const char *media_type,
                                SolHttpRead read,
                                gpointer stream,
                                GDestroyNotify destroy);
SolHttpStream *sol_request_answer_open (SolRequest *self, const char *media_type);
gboolean sol_http_stream_send (SolHttpStream *self, const char *text);
void sol_http_stream_end (SolHttpStream *self);
void sol_http_stream_unref (SolHttpStream *self);

void sol_request_answer_file (SolRequest *self, const char *media_type, int file);
void sol_request_answer_problem_with (SolRequest *self,
                                      guint status,
                                      const char *reason,
                                      const char *members,
                                      const char *detail);
void sol_request_answer_problem (SolRequest *self,
                                 guint status,
                                 const char *reason,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolHttpStream, sol_http_stream_unref)

G_END_DECLS
