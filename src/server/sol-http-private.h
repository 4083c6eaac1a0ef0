/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <microhttpd.h>

#include "server/sol-http.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name; /* in the memory of the connection */
  const char *value;
} SolParameter;

struct _SolRequest
{
  SolHttp *http;
  struct MHD_Connection *connection;
  char *target; /* as it came, before %-escapes were read */
  const char *method;
  const char *path;
  GArray *parameters; /* of SolParameter */
  guint64 body_size;  /* as the head told, and the route allows */
  GByteArray *body;   /* (nullable): as far as it came */
  gpointer data;      /* of the handler */
  GDestroyNotify destroy_data;
  GPtrArray *headers; /* of the answer: name, value, name, value */
  guint status;       /* of the answer; 0 before */
  gboolean started;   /* it is counted, and the headers were looked at */
  gboolean refused;   /* its connection ends with the answer */
  enum MHD_Result result;
};

gboolean sol_http_is_stopping (SolHttp *self);
const SolHttpOptions *sol_http_get_options (SolHttp *self);
guint64 sol_http_get_body_max (SolHttp *self, const char *method, const char *path);
gboolean sol_request_check (SolRequest *self, const char *version);

G_END_DECLS
