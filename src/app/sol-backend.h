/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_BACKEND (sol_backend_get_type ())
G_DECLARE_FINAL_TYPE (SolBackend, sol_backend, SOL, BACKEND, GObject)

void sol_backend_start_async (const char *program,
                              const char *folder,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SolBackend *sol_backend_start_finish (GAsyncResult *result, GError **error);

const char *sol_backend_get_address (SolBackend *self);
void sol_backend_stop (SolBackend *self);

G_END_DECLS
