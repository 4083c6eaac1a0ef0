/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/sol-redirect-private.h"

#include <libsoup/soup.h>

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_strcmp0 (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

static int
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  return port > 0 ? port : g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/**
 * sol_redirect_is_safe: (skip)
 *
 * Returns: whether nobody on the way can read what is sent there: by https, or on this computer
 */
gboolean
sol_redirect_is_safe (GUri *uri)
{
  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 || is_loopback (uri);
}

/* What is asked of one server is never asked of another because the first says so. */
static gboolean
may_follow (GUri *from, GUri *to)
{
  return sol_redirect_is_safe (to) &&
         g_strcmp0 (g_uri_get_scheme (from), g_uri_get_scheme (to)) == 0 &&
         g_strcmp0 (g_uri_get_host (from), g_uri_get_host (to)) == 0 &&
         get_port (from) == get_port (to);
}

/**
 * sol_redirect_resolve: (skip)
 * @from: what was asked for
 * @location: (nullable): where the server says it is, absolute or relative
 *
 * Returns: (transfer full) (nullable): the address to ask next, or %NULL when it makes no sense or
 *   leads to another server, or out of https
 */
GUri *
sol_redirect_resolve (GUri *from, const char *location)
{
  g_autoptr (GUri) target = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);

  return target != NULL && may_follow (from, target) ? g_steal_pointer (&target) : NULL;
}
