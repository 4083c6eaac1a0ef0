/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sol_room_check (const char *folder, guint64 needed, GError **error);

void sol_room_check_async (const char *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_room_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
