/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>

#include "net/sol-line-private.h"
#include "net/sol-net-error.h"

/* Counted by hand, since libsoup may tell of a connection after the request that asked for it. */
struct _SolLine
{
  GTlsDatabase *own_trust; /* (nullable): a private authority, besides the system's */
  GTlsCertificateFlags faults;
  gboolean through_proxy;
  gboolean connected; /* to the server, or to the proxy that asks it */
  gboolean in_tunnel; /* what is said now, the proxy passes on unread */
  gboolean left;      /* the request, or a part of it */
};

static void
line_clear (gpointer data)
{
  SolLine *self = data;

  g_clear_object (&self->own_trust);
}

void
sol_line_unref (SolLine *self)
{
  g_rc_box_release_full (self, line_clear);
}

static void
drop_watch (gpointer data, GClosure *closure)
{
  sol_line_unref (data);
}

static gboolean
leads_to_proxy (GIOStream *connection)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (G_IS_SOCKET_CONNECTION (connection))
    address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  return G_IS_PROXY_ADDRESS (address);
}

static void
on_event (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, SolLine *self)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    self->through_proxy = leads_to_proxy (connection);
  else if (event == G_SOCKET_CLIENT_PROXY_NEGOTIATED)
    self->connected = self->in_tunnel = TRUE;
  else if (event == G_SOCKET_CLIENT_COMPLETE)
    self->connected = TRUE;
}

static void
on_starting (SoupMessage *message, SolLine *self)
{
  self->left = TRUE;
}

/* The system did not trust it: does the authority of the office? The name is checked again. */
static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags faults,
                       SolLine *self)
{
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable)
      identity = g_network_address_new (g_uri_get_host (uri), (guint16) g_uri_get_port (uri));

  self->faults = faults;
  if (self->own_trust != NULL)
    self->faults = g_tls_database_verify_chain (
        self->own_trust, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
        G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
  return self->faults == 0;
}

/**
 * sol_line_load_trust: (skip)
 * @path: certificates in PEM
 *
 * Thread: any; it reads the file.
 *
 * Returns: (transfer full): who is trusted besides the system's, or %NULL with
 *   %SOL_NET_ERROR_CA_FILE
 */
GTlsDatabase *
sol_line_load_trust (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GTlsCertificate) first = g_tls_certificate_new_from_file (absolute, &cause);
  GTlsDatabase *trust = NULL;

  /* Reads the file too, but says why it cannot in words of no use. */
  if (first != NULL)
    trust = g_tls_file_database_new (absolute, &cause);
  if (trust == NULL)
    g_set_error (error, SOL_NET_ERROR, SOL_NET_ERROR_CA_FILE, "%s: %s", path, cause->message);
  return trust;
}

/**
 * sol_line_watch: (skip)
 * @message: about to be sent
 * @own_trust: (nullable): see sol_line_load_trust()
 *
 * Returns: (transfer full): what will be known of its line
 */
SolLine *
sol_line_watch (SoupMessage *message, GTlsDatabase *own_trust)
{
  SolLine *self = g_rc_box_new0 (SolLine);

  g_set_object (&self->own_trust, own_trust);
  g_signal_connect_data (message, "network-event", G_CALLBACK (on_event), g_rc_box_acquire (self),
                         drop_watch, 0);
  g_signal_connect_data (message, "accept-certificate", G_CALLBACK (on_accept_certificate),
                         g_rc_box_acquire (self), drop_watch, 0);
  g_signal_connect_data (message, "starting", G_CALLBACK (on_starting), g_rc_box_acquire (self),
                         drop_watch, 0);
  return self;
}

/* What the user has to hear first: an unknown authority makes the rest meaningless. */
static SolNetError
code_from_faults (GTlsCertificateFlags faults)
{
  if ((faults & (G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_REVOKED |
                 G_TLS_CERTIFICATE_INSECURE | G_TLS_CERTIFICATE_GENERIC_ERROR)) != 0)
    return SOL_NET_ERROR_UNTRUSTED;
  if ((faults & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return SOL_NET_ERROR_OTHER_NAME;
  if ((faults & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0)
    return SOL_NET_ERROR_EXPIRED;
  return SOL_NET_ERROR_UNTRUSTED;
}

/**
 * sol_line_explain: (skip)
 * @cause: (transfer full): why the message could not be sent
 *
 * Returns: (transfer full): as of sol_net_error_from_io(), with what was seen of the line
 */
GError *
sol_line_explain (SolLine *self, GError *cause)
{
  SolNetError code;
  GError *error;

  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    code = code_from_faults (self->faults);
  else if (self->through_proxy && !self->connected &&
           !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = SOL_NET_ERROR_PROXY_AWAY;
  else
    return sol_net_error_from_io (cause, self->left);

  error = g_error_new_literal (SOL_NET_ERROR, code, cause->message);
  g_error_free (cause);
  return error;
}

/**
 * sol_line_is_answer_of_proxy: (skip)
 *
 * Returns: whether an answer may be the proxy's own rather than the server's
 */
gboolean
sol_line_is_answer_of_proxy (SolLine *self)
{
  return self->through_proxy && !self->in_tunnel;
}
