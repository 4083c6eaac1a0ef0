/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-http-door.h"

#include <errno.h>
#include <microhttpd.h>
#include <sys/socket.h>
#include <unistd.h>

#define NO_MEANS_US (50 * 1000) /* until it is tried again with what the system did not give */

struct _SolHttpDoor
{
  int socket; /* -1: nobody comes any more */
  GCancellable *closing;
  GPollFD watched[2];        /* @socket, @closing: made once, as there may be no file left later */
  struct MHD_Daemon *daemon; /* once it is open */
  GThread *thread;           /* (nullable) */
  guint max_inside;
  GMutex counting; /* @n_inside */
  GCond room;
  guint n_inside;
};

/**
 * sol_http_door_new:
 * @socket: (transfer full): that listens, and does not block
 * @max_inside: connections at one time; more wait in the queue of the system
 *
 * Returns: (transfer full): shut still
 */
SolHttpDoor *
sol_http_door_new (int socket, guint max_inside)
{
  SolHttpDoor *self = g_new0 (SolHttpDoor, 1);

  self->socket = socket;
  self->closing = g_cancellable_new ();
  self->watched[0] = (GPollFD){ .fd = socket, .events = G_IO_IN };
  g_cancellable_make_pollfd (self->closing, &self->watched[1]);
  self->max_inside = max_inside;
  g_mutex_init (&self->counting);
  g_cond_init (&self->room);
  return self;
}

static gboolean
is_closing (SolHttpDoor *self)
{
  return g_cancellable_is_cancelled (self->closing);
}

/* One goes in as soon as there is room; %FALSE: nobody any more. */
static gboolean
wait_for_room (SolHttpDoor *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->counting);

  while (self->n_inside >= self->max_inside && !is_closing (self))
    g_cond_wait (&self->room, &self->counting);
  return !is_closing (self);
}

static void
count_one (SolHttpDoor *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->counting);

  self->n_inside++;
}

/* The engine closes @connection when it does not take it. */
static void
let_in (SolHttpDoor *self, int connection, const struct sockaddr *address, socklen_t size)
{
  count_one (self);
  if (MHD_add_connection (self->daemon, connection, address, size) != MHD_YES)
    sol_http_door_leave (self);
}

static void
take_one (SolHttpDoor *self)
{
  struct sockaddr_storage address;
  socklen_t size = sizeof address;
  int connection = accept4 (self->socket, (struct sockaddr *) &address, &size,
                            SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (connection >= 0)
    let_in (self, connection, (const struct sockaddr *) &address, size);
  else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
    g_usleep (NO_MEANS_US);
}

static gpointer
let_all_in (gpointer data)
{
  SolHttpDoor *self = data;

  while (wait_for_room (self))
    {
      g_poll (self->watched, G_N_ELEMENTS (self->watched), -1);
      if (!is_closing (self))
        take_one (self);
    }
  return NULL;
}

/**
 * sol_http_door_open:
 * @daemon: that listens to nothing itself, and calls sol_http_door_leave()
 *
 * Who connects comes to @daemon from now on.
 */
void
sol_http_door_open (SolHttpDoor *self, struct MHD_Daemon *daemon)
{
  self->daemon = daemon;
  self->thread = g_thread_new ("door", let_all_in, self);
}

/**
 * sol_http_door_leave:
 *
 * One connection less is there. Any thread.
 */
void
sol_http_door_leave (SolHttpDoor *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->counting);

  self->n_inside--;
  g_cond_signal (&self->room);
}

/**
 * sol_http_door_close:
 *
 * Lets nobody in any more: who connects from now on is refused. Those inside go on. Blocks, for
 * less than a tenth of a second.
 */
void
sol_http_door_close (SolHttpDoor *self)
{
  g_mutex_lock (&self->counting);
  g_cancellable_cancel (self->closing);
  g_cond_signal (&self->room);
  g_mutex_unlock (&self->counting);
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->socket >= 0)
    close (self->socket);
  self->socket = -1;
}

/* Once the daemon ended. */
void
sol_http_door_free (SolHttpDoor *self)
{
  sol_http_door_close (self);
  g_cancellable_release_fd (self->closing);
  g_object_unref (self->closing);
  g_mutex_clear (&self->counting);
  g_cond_clear (&self->room);
  g_free (self);
}
