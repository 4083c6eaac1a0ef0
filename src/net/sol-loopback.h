/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SolLoopback:
 *
 * A port of this computer where the system's browser comes back from where one signs in, once
 * (RFC 8252, 7.3). It is open from the beginning until the wait is over.
 *
 * Thread: the one that made it.
 */
typedef struct _SolLoopback SolLoopback;

SolLoopback *sol_loopback_new (const char *said, GError **error);
void sol_loopback_free (SolLoopback *self);
const char *sol_loopback_get_uri (SolLoopback *self);
void sol_loopback_wait_async (SolLoopback *self,
                              const char *state,
                              guint seconds,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GHashTable *sol_loopback_wait_finish (SolLoopback *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolLoopback, sol_loopback_free)

G_END_DECLS
