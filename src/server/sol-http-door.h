/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

struct MHD_Daemon;

/**
 * SolHttpDoor:
 *
 * Lets in who connects: on a thread of its own, for libmicrohttpd's threads. Those would do it
 * themselves, but up to its version 1.0 at least they abort the process now and then when they are
 * told to listen no more (MHD_quiesce_daemon() and MHD_epoll() take the socket out of the same
 * epoll set at one time). A #GSocketListener would abort it too: each of its waits makes a file to
 * be woken by, and GLib does not go on where none is left.
 */
typedef struct _SolHttpDoor SolHttpDoor;

SolHttpDoor *sol_http_door_new (int socket, guint max_inside);
void sol_http_door_open (SolHttpDoor *self, struct MHD_Daemon *daemon);
void sol_http_door_leave (SolHttpDoor *self);
void sol_http_door_close (SolHttpDoor *self);
void sol_http_door_free (SolHttpDoor *self);

G_END_DECLS
