/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-listen.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define UNIX_PREFIX "unix:"
#define UNIX_UMASK 0117 /* rw-rw---- is left */
#define BACKLOG 512

/* A socket that a dead process left would be in the way; a living one keeps it. */
static gboolean
clear_path (const char *path, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) probe = NULL;
  struct stat info;

  if (lstat (path, &info) != 0)
    return TRUE;
  probe = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, error);
  if (probe == NULL)
    return FALSE;
  if (!S_ISSOCK (info.st_mode) || g_socket_connect (probe, address, NULL, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                   "%s is there already and in use by something else", path);
      return FALSE;
    }
  g_unlink (path);
  return TRUE;
}

static GSocketAddress *
parse_unix (const char *path, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (*path == '\0' || strlen (path) >= sizeof (((struct sockaddr_un *) 0)->sun_path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” cannot be the path of a socket: it is empty or too long", path);
      return NULL;
    }
  address = g_unix_socket_address_new (path);
  return clear_path (path, address, error) ? g_steal_pointer (&address) : NULL;
}

/* "127.0.0.1:8080", "[::1]:0" */
static GSocketAddress *
parse_inet (const char *text, gboolean any_address, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autoptr (GSocketAddress) address = NULL;
  guint64 port = 0;

  if (host != NULL && *host == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  if (host != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    address = g_inet_socket_address_new_from_string (host, (guint) port);
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not an address to listen on: write 127.0.0.1:8080 or unix:/path", text);
      return NULL;
    }
  if (!any_address && !g_inet_address_get_is_loopback (
                          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   "%s is open to other machines: say --behind-proxy if a proxy stands before it",
                   text);
      return NULL;
    }
  return g_steal_pointer (&address);
}

static char *
make_url (const char *text, GSocket *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autofree char *host = NULL;
  GInetSocketAddress *inet;

  if (!G_IS_INET_SOCKET_ADDRESS (local))
    return g_strdup (text);
  inet = G_INET_SOCKET_ADDRESS (local);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  return g_strdup_printf (strchr (host, ':') != NULL ? "http://[%s]:%u" : "http://%s:%u", host,
                          g_inet_socket_address_get_port (inet));
}

/* The mode of a Unix socket is that of a door for its user and group, whatever the umask. */
static gboolean
bind_and_listen (GSocket *socket, GSocketAddress *address, GError **error)
{
  mode_t held = umask (UNIX_UMASK);
  gboolean done = g_socket_bind (socket, address, TRUE, error) && g_socket_listen (socket, error);

  umask (held);
  return done;
}

/**
 * sol_listen_open:
 * @address: "ADDRESS:PORT" (port 0: any free one) or "unix:PATH"
 * @any_address: other addresses than those of this machine are allowed
 * @url: (out): where it is reached
 *
 * Before the program has threads: it sets the umask for a moment.
 *
 * Returns: a listening socket, or -1
 */
int
sol_listen_open (const char *address, gboolean any_address, char **url, GError **error)
{
  gboolean is_unix = g_str_has_prefix (address, UNIX_PREFIX);
  g_autoptr (GSocketAddress) parsed = is_unix ? parse_unix (address + strlen (UNIX_PREFIX), error)
                                              : parse_inet (address, any_address, error);
  g_autoptr (GSocket) socket = NULL;
  int descriptor;

  if (parsed == NULL)
    return -1;
  socket = g_socket_new (g_socket_address_get_family (parsed), G_SOCKET_TYPE_STREAM, 0, error);
  if (socket == NULL)
    return -1;
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!bind_and_listen (socket, parsed, error))
    {
      g_prefix_error (error, "Cannot listen on %s: ", address);
      return -1;
    }
  *url = make_url (address, socket);
  descriptor = dup (g_socket_get_fd (socket));
  return descriptor;
}

/**
 * sol_listen_forget:
 * @address: that was given to sol_listen_open(), and is still listened on
 *
 * Takes the path of a Unix socket away, so that nobody knocks where nobody answers.
 */
void
sol_listen_forget (const char *address)
{
  if (g_str_has_prefix (address, UNIX_PREFIX))
    g_unlink (address + strlen (UNIX_PREFIX));
}
