/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-transport.h"

#include <string.h>

#include "net/sol-soup-transport-private.h"

G_DEFINE_INTERFACE (SolTransport, sol_transport, G_TYPE_OBJECT)

static SolTransportMaker make_transport = sol_soup_transport_new;

static void
sol_transport_default_init (SolTransportInterface *iface)
{
}

/**
 * sol_transport_new:
 *
 * Returns: (transfer full): a line with connections of its own
 */
SolTransport *
sol_transport_new (void)
{
  return make_transport ();
}

/**
 * sol_transport_set_maker:
 * @maker: (nullable): makes all lines from now on; %NULL: those over the network
 *
 * For a test whose server stands in the same process.
 */
void
sol_transport_set_maker (SolTransportMaker maker)
{
  make_transport = maker != NULL ? maker : sol_soup_transport_new;
}

/**
 * sol_transport_send_async:
 *
 * Sends a request, and answers when the headers are in; the body is read from the stream. Nothing
 * is sent again, and no redirect is followed.
 */
void
sol_transport_send_async (SolTransport *self,
                          const SolTransportRequest *request,
                          int priority,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  SOL_TRANSPORT_GET_IFACE (self)->send_async (self, request, priority, cancellable, callback,
                                              user_data);
}

/**
 * sol_transport_send_finish:
 *
 * Returns: (transfer full): whatever the server says; %NULL with a #SolNetError when it says
 *   nothing, or %G_IO_ERROR_CANCELLED
 */
SolTransportAnswer *
sol_transport_send_finish (SolTransport *self, GAsyncResult *result, GError **error)
{
  return SOL_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}

/**
 * sol_transport_set_ca_file:
 * @path: (nullable): certificates in PEM that are trusted besides the system's; %NULL for none
 *
 * The file is read when a request is made; that it cannot be is told only where the system's trust
 * is not enough.
 */
void
sol_transport_set_ca_file (SolTransport *self, const char *path)
{
  SOL_TRANSPORT_GET_IFACE (self)->set_ca_file (self, path);
}

/**
 * sol_transport_hang_up:
 *
 * Closes what is open: a line to a network that is gone answers nothing, and says nothing of it.
 * What is asked at present fails with %SOL_NET_ERROR_AWAY.
 */
void
sol_transport_hang_up (SolTransport *self)
{
  SolTransportInterface *iface = SOL_TRANSPORT_GET_IFACE (self);

  if (iface->hang_up != NULL)
    iface->hang_up (self);
}

/**
 * sol_transport_answer_new:
 *
 * Returns: (transfer full): an answer without headers and body
 */
SolTransportAnswer *
sol_transport_answer_new (guint status, const char *reason)
{
  SolTransportAnswer *self = g_new0 (SolTransportAnswer, 1);

  self->status = status;
  self->reason = g_strdup (reason);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sol_transport_answer_free (SolTransportAnswer *self)
{
  g_free (self->reason);
  g_hash_table_unref (self->headers);
  g_clear_object (&self->body);
  g_free (self);
}

void
sol_transport_answer_add_header (SolTransportAnswer *self, const char *name, const char *value)
{
  g_autofree char *small = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (self->headers, small);
  char *all = before != NULL ? g_strconcat (before, ", ", value, NULL) : g_strdup (value);

  g_hash_table_replace (self->headers, g_steal_pointer (&small), all);
}

/**
 * sol_transport_answer_get_header:
 * @name: in small letters
 *
 * Returns: (nullable) (transfer none)
 */
const char *
sol_transport_answer_get_header (const SolTransportAnswer *self, const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

/**
 * sol_transport_answer_is_of_type:
 *
 * Returns: whether the body is said to be of that type, whatever parameters follow it
 */
gboolean
sol_transport_answer_is_of_type (const SolTransportAnswer *self, const char *media_type)
{
  const char *told = sol_transport_answer_get_header (self, "content-type");
  gsize length = strlen (media_type);

  return told != NULL && g_ascii_strncasecmp (told, media_type, length) == 0 &&
         strchr ("; \t", told[length]) != NULL;
}
