/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolBlobPlace:
 * @type: of the record that shows the attachment, as the registry names it
 * @id: of that record
 * @side: pixels: the longest side wanted of a picture; the server may give another one
 */
typedef struct
{
  const char *type;
  const char *id;
  int side;
} SolBlobPlace;

#define SOL_TYPE_BLOB_CLIENT (sol_blob_client_get_type ())
G_DECLARE_FINAL_TYPE (SolBlobClient, sol_blob_client, SOL, BLOB_CLIENT, GObject)

SolBlobClient *sol_blob_client_new (const char *server);
SolBlobClient *sol_blob_client_new_for_account (SolAccountSession *account);
void sol_blob_client_set_ca_file (SolBlobClient *self, const char *path);

char *
sol_blob_client_make_address (SolBlobClient *self, const SolBlobPlace *place, const char *hash);

void sol_blob_client_get_async (SolBlobClient *self,
                                const SolBlobPlace *place,
                                const char *hash,
                                gsize max_size,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GBytes *sol_blob_client_get_finish (SolBlobClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
