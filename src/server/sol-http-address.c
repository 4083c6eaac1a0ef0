/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>

#include "server/sol-http-private.h"

#define TOLD "X-Real-IP" /* what a proxy calls its client */
#define NETWORK 8        /* bytes of an IPv6 address that its owner did not choose */

static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff }; /* before the four of IPv4 */

static gboolean
is_ipv4 (const SolAddress *self)
{
  return memcmp (self->bytes, mapped, sizeof mapped) == 0;
}

/**
 * sol_address_parse:
 *
 * Returns: %FALSE when @text is no address of IPv4 or IPv6
 */
gboolean
sol_address_parse (SolAddress *self, const char *text)
{
  memcpy (self->bytes, mapped, sizeof mapped);
  return inet_pton (AF_INET, text, self->bytes + sizeof mapped) == 1 ||
         inet_pton (AF_INET6, text, self->bytes) == 1;
}

/* Zeros for a Unix socket. */
static void
read_peer (SolRequest *request, SolAddress *address)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (
      request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  const struct sockaddr *peer = info != NULL ? info->client_addr : NULL;

  memset (address, 0, sizeof *address);
  if (peer != NULL && peer->sa_family == AF_INET)
    {
      memcpy (address->bytes, mapped, sizeof mapped);
      memcpy (address->bytes + sizeof mapped,
              &((const struct sockaddr_in *) (gconstpointer) peer)->sin_addr, 4);
    }
  else if (peer != NULL && peer->sa_family == AF_INET6)
    memcpy (address->bytes, &((const struct sockaddr_in6 *) (gconstpointer) peer)->sin6_addr, 16);
}

/* A Unix socket, which has rights of its own, or this very machine. */
static gboolean
is_here (const SolAddress *self)
{
  static const SolAddress unix_socket, loopback = { .bytes = { [15] = 1 } };

  return memcmp (self, &unix_socket, sizeof *self) == 0 ||
         memcmp (self, &loopback, sizeof *self) == 0 ||
         (is_ipv4 (self) && self->bytes[sizeof mapped] == 127);
}

static gboolean
is_proxy (const SolHttpOptions *options, const SolAddress *peer)
{
  return options->behind_proxy &&
         (is_here (peer) || memcmp (peer, &options->proxy, sizeof *peer) == 0);
}

/* What sol_request_get_address() tells of a connection. */
void
sol_http_get_address (SolRequest *request, SolAddress *address)
{
  const char *told = sol_request_get_header (request, TOLD);
  SolAddress client;

  read_peer (request, address);
  if (told != NULL && is_proxy (sol_http_get_options (request->owner), address) &&
      sol_address_parse (&client, told))
    *address = client;
  if (!is_ipv4 (address))
    memset (address->bytes + NETWORK, 0, sizeof address->bytes - NETWORK);
}
