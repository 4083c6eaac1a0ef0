/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"

G_BEGIN_DECLS

struct MHD_Connection;
struct MHD_Response;

/**
 * SolAnswer:
 * @bytes: (nullable): all of it; else
 * @read: (nullable): makes it of @stream while it is sent, and @destroy ends that; else
 * @open: sends what it is given; else
 * @file: (transfer full): a descriptor, of which @size bytes from @first on are sent
 *
 * The body of an answer.
 */
typedef struct
{
  GBytes *bytes;
  SolHttpRead read;
  gpointer stream;
  GDestroyNotify destroy;
  SolHttpStream *open;
  int file;
  guint64 first;
  guint64 size;
} SolAnswer;

/* What the two ends of a request are: a connection, or a test. */
typedef struct
{
  const char *(*get_header) (SolRequest *self, const char *name);
  void (*get_address) (SolRequest *self, SolAddress *address);
  guint (*get_n_active) (SolRequest *self);
  void (*answer) (SolRequest *self, guint status, const SolAnswer *answer);
} SolRequestEngine;

typedef struct
{
  const char *name; /* in the memory of the connection */
  const char *value;
} SolParameter;

struct _SolRequest
{
  const SolRequestEngine *engine;
  gpointer owner; /* of the engine: the #SolHttp */
  struct MHD_Connection *connection;
  char *target; /* as it came, before %-escapes were read */
  const char *method;
  const char *path;
  GArray *parameters; /* of SolParameter */
  guint64 body_size;  /* as the head told, and the route allows */
  GByteArray *body;   /* (nullable): as far as it came */
  gpointer data;      /* of the handler */
  GDestroyNotify destroy_data;
  GPtrArray *headers;            /* of the answer: name, value, name, value */
  guint status;                  /* of the answer; 0 before */
  gboolean started;              /* it is counted, and the headers were looked at */
  gboolean refused;              /* its connection ends with the answer */
  struct MHD_Response *response; /* (nullable): the answer, until the engine takes it */
};

void sol_request_init (SolRequest *self, const SolRequestEngine *engine, gpointer owner);
void sol_request_clear (SolRequest *self);

GThreadPool *sol_http_slow_new (SolHttp *http, SolHttpPace pace);
gboolean sol_http_slow_take (GThreadPool *pool, SolRequest *request);
void sol_http_handle (SolHttp *self, SolRequest *request);
gboolean sol_http_is_cut (SolHttp *self);
gboolean sol_http_is_stopping (SolHttp *self);
const SolHttpOptions *sol_http_get_options (SolHttp *self);
guint64 sol_http_get_body_max (SolHttp *self, SolRequest *request);
void sol_http_get_address (SolRequest *request, SolAddress *address);
void sol_request_answer_with_stream (SolRequest *self, SolHttpStream *stream);
SolHttpStream *sol_http_stream_ref (SolHttpStream *self);
char *sol_http_stream_take (SolHttpStream *self, gboolean *ended);
void sol_http_stream_leave (SolHttpStream *self);
struct MHD_Response *sol_http_stream_make_response (SolHttpStream *self, SolRequest *request);
void sol_http_keep_stream (SolHttp *self, SolHttpStream *stream);
void sol_http_forget_stream (SolHttp *self, SolHttpStream *stream);
gboolean sol_http_queue (SolRequest *request);
void sol_http_answer (SolRequest *request, guint status, const SolAnswer *answer);
gboolean sol_request_check (SolRequest *self, const char *version);

G_END_DECLS
