/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-backend.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <sys/prctl.h>

#define ATTEMPT_INTERVAL 50 /* milliseconds */
#define MAX_ATTEMPTS 400    /* 20 s */

/**
 * SolBackend:
 *
 * The backend of the demonstration: the server's own program on a free port of this computer. It
 * ends with this object, and with the application however that ends.
 */
struct _SolBackend
{
  GObject parent_instance;

  GSubprocess *process;
  guint16 port;
  char *address;
};

G_DEFINE_FINAL_TYPE (SolBackend, sol_backend, G_TYPE_OBJECT)

typedef struct
{
  SolBackend *backend;
  guint attempts;
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->backend);
  g_free (start);
}

/* A port the system has free now. Another program may take it before the server does: then the
 * server ends at once, and that is told. */
static guint16
find_free_port (GError **error)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  guint16 port;

  if (!g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &bound, error))
    return 0;

  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_listener_close (listener);
  return port;
}

/* In the child, before the server's program: the kernel ends it when the application is gone,
 * killed or crashed. */
static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static gboolean
spawn (SolBackend *self, const char *program, const char *folder, GError **error)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *listen = NULL;
  g_autofree char *database = g_build_filename (folder, "server.db", NULL);

  self->port = find_free_port (error);
  if (self->port == 0)
    return FALSE;

  listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  self->address = g_strdup_printf ("http://%s", listen);
  g_mkdir_with_parents (folder, 0700);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, error, program, "--demo", "--database",
                                               database, "--listen", listen, NULL);
  return self->process != NULL;
}

static void try_to_connect (GTask *owned_task);

static gboolean
on_time_to_try (gpointer user_data)
{
  try_to_connect (user_data);
  return G_SOURCE_REMOVE;
}

static void
try_again_or_fail (GTask *owned_task)
{
  g_autoptr (GTask) task = owned_task;
  Start *start = g_task_get_task_data (task);
  const gboolean ended = g_subprocess_get_identifier (start->backend->process) == NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (ended || ++start->attempts >= MAX_ATTEMPTS)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               _ ("The server of the demonstration does not start."));
      return;
    }
  g_timeout_add (ATTEMPT_INTERVAL, on_time_to_try, g_steal_pointer (&task));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GSocketConnection) connection = NULL;
  Start *start = g_task_get_task_data (task);

  connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, NULL);
  if (connection != NULL)
    g_task_return_pointer (task, g_steal_pointer (&start->backend), g_object_unref);
  else
    try_again_or_fail (g_steal_pointer (&task));
}

static void
try_to_connect (GTask *owned_task)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  Start *start = g_task_get_task_data (owned_task);
  g_autoptr (GSocketAddress)
      address = g_inet_socket_address_new_from_string ("127.0.0.1", start->backend->port);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address),
                                 g_task_get_cancellable (owned_task), on_connected, owned_task);
}

static void
sol_backend_finalize (GObject *object)
{
  SolBackend *self = SOL_BACKEND (object);

  sol_backend_stop (self);
  g_clear_object (&self->process);
  g_free (self->address);
  G_OBJECT_CLASS (sol_backend_parent_class)->finalize (object);
}

static void
sol_backend_class_init (SolBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sol_backend_finalize;
}

static void
sol_backend_init (SolBackend *self)
{
}

/**
 * sol_backend_start_async:
 * @program: the server's program
 * @folder: where it keeps its database; made when missing
 *
 * Starts the server with the demonstration catalogue, and waits until it takes connections.
 */
void
sol_backend_start_async (const char *program,
                         const char *folder,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  GError *error = NULL;

  start->backend = g_object_new (SOL_TYPE_BACKEND, NULL);
  g_task_set_source_tag (task, sol_backend_start_async);
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);
  if (spawn (start->backend, program, folder, &error))
    try_to_connect (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * sol_backend_start_finish:
 *
 * Returns: (transfer full): a server that answers, or %NULL with @error
 */
SolBackend *
sol_backend_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sol_backend_get_address:
 *
 * Returns: (transfer none): "http://127.0.0.1:PORT"
 */
const char *
sol_backend_get_address (SolBackend *self)
{
  return self->address;
}

/**
 * sol_backend_stop:
 *
 * Asks the server to end, without waiting for it.
 */
void
sol_backend_stop (SolBackend *self)
{
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
}
