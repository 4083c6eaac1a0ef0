/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolTransportRequest:
 * @method: "GET", "POST"…
 * @uri: (transfer none): of http or https
 * @headers: (element-type utf8): name, value, name, value
 * @body: (nullable): its type is one of the headers
 *
 * What is asked. It stays the caller's, until the answer is there.
 */
typedef struct
{
  const char *method;
  GUri *uri;
  GPtrArray *headers;
  GBytes *body;
} SolTransportRequest;

/**
 * SolTransportAnswer:
 * @status: of HTTP
 * @reason: its words
 * @headers: (element-type utf8 utf8): by their names in small letters; several of one name are
 *   one, with commas
 * @body: as it comes over the line
 * @maybe_of_proxy: a proxy stands between that could have answered by itself
 */
typedef struct
{
  guint status;
  char *reason;
  GHashTable *headers;
  GInputStream *body;
  gboolean maybe_of_proxy;
} SolTransportAnswer;

SolTransportAnswer *sol_transport_answer_new (guint status, const char *reason);
void
sol_transport_answer_add_header (SolTransportAnswer *self, const char *name, const char *value);
const char *sol_transport_answer_get_header (const SolTransportAnswer *self, const char *name);
gboolean sol_transport_answer_is_of_type (const SolTransportAnswer *self, const char *media_type);
void sol_transport_answer_free (SolTransportAnswer *self);

#define SOL_TYPE_TRANSPORT (sol_transport_get_type ())
G_DECLARE_INTERFACE (SolTransport, sol_transport, SOL, TRANSPORT, GObject)

/**
 * SolTransportInterface:
 *
 * The line to servers: one request and its answer, nothing remembered. Errors are of
 * %SOL_NET_ERROR, or %G_IO_ERROR_CANCELLED.
 */
struct _SolTransportInterface
{
  GTypeInterface parent_interface;

  void (*send_async) (SolTransport *self,
                      const SolTransportRequest *request,
                      int priority,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  SolTransportAnswer *(*send_finish) (SolTransport *self, GAsyncResult *result, GError **error);
  void (*set_ca_file) (SolTransport *self, const char *path);
  void (*hang_up) (SolTransport *self); /* (nullable): it keeps no line open */
};

/* Returns: (transfer full) */
typedef SolTransport *(*SolTransportMaker) (void);

SolTransport *sol_transport_new (void);
void sol_transport_set_maker (SolTransportMaker maker);

void sol_transport_send_async (SolTransport *self,
                               const SolTransportRequest *request,
                               int priority,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SolTransportAnswer *
sol_transport_send_finish (SolTransport *self, GAsyncResult *result, GError **error);
void sol_transport_set_ca_file (SolTransport *self, const char *path);
void sol_transport_hang_up (SolTransport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolTransportAnswer, sol_transport_answer_free)

G_END_DECLS
