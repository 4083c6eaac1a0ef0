/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_BLOB_CLIENT (sol_blob_client_get_type ())
G_DECLARE_FINAL_TYPE (SolBlobClient, sol_blob_client, SOL, BLOB_CLIENT, GObject)

SolBlobClient *sol_blob_client_new (const char *server);
void sol_blob_client_set_ca_file (SolBlobClient *self, const char *path);

void sol_blob_client_get_async (SolBlobClient *self,
                                const char *supplier,
                                const char *hash,
                                gsize max_size,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GBytes *sol_blob_client_get_finish (SolBlobClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
