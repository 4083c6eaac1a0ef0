/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *sol_server_check_normalize (const char *address);

void sol_server_check_async (const char *address,
                             const char *ca_file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sol_server_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
