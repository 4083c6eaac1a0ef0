/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "app/sol-picture-cache.h"
#include "model/sol-field.h"
#include "sync/sol-blob-client.h"

G_BEGIN_DECLS

#define SOL_TYPE_PICTURES (sol_pictures_get_type ())
G_DECLARE_FINAL_TYPE (SolPictures, sol_pictures, SOL, PICTURES, GObject)

SolPictures *sol_pictures_new (SolPictureCache *cache, SolBlobClient *client);
void sol_pictures_set_private (SolPictures *self, gboolean private);

char *sol_pictures_make_address (SolPictures *self,
                                 const char *type,
                                 const char *id,
                                 const SolBlob *blob);

void sol_pictures_load_async (SolPictures *self,
                              const char *type,
                              const char *id,
                              const SolBlob *blob,
                              int max_side,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GdkTexture *sol_pictures_load_finish (SolPictures *self, GAsyncResult *result, GError **error);

G_END_DECLS
