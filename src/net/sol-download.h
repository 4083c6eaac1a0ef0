/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-client.h"

G_BEGIN_DECLS

void sol_download_async (SolClient *client,
                         const char *path,
                         const char *file,
                         goffset size,
                         GFileProgressCallback progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean sol_download_finish (GAsyncResult *result, GError **error);

G_END_DECLS
