/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"
#include "net/sol-transport.h"

G_BEGIN_DECLS

#define SOL_CLIENT_PROBLEM "application/problem+json"

/**
 * SolClientRequest:
 * @media_type: (nullable): any
 * @etag: (nullable): what is here already, and need not come again
 * @body: (nullable): JSON, or a part of a file
 * @part_at: (nullable): where the part goes, in bytes; %NULL: the body is JSON
 * @explained: a refusal that the server explains is an answer too, whose status is @status
 * @token: (nullable): what was brought last
 * @renewed: the one renewal that a request has is spent
 *
 * One request, through its redirects.
 */
typedef struct
{
  const char *method;
  GUri *uri;
  char *media_type;
  char *etag;
  GBytes *body;
  char *part_at;
  gboolean explained;
  goffset offset;
  guint n_redirects;
  char *token;
  gboolean renewed;
  guint status;
  char *answer_etag; /* (nullable): with its quotes */
} SolClientRequest;

void sol_client_request_free (SolClientRequest *request);
guint sol_client_get_status (GAsyncResult *result);
const char *sol_client_get_etag (GAsyncResult *result);
void sol_client_start (GTask *owned_task, const char *path, const SolClientRequest *wanted);

GError *sol_client_bad_answer (const char *what, const char *detail);
guint sol_client_read_retry_after (const SolTransportAnswer *answer);
GInputStream *sol_client_read_answer (const SolTransportAnswer *answer,
                                      SolClientRequest *request,
                                      GError **error);

G_END_DECLS
