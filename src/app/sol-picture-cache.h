/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_TYPE_PICTURE_CACHE (sol_picture_cache_get_type ())
G_DECLARE_FINAL_TYPE (SolPictureCache, sol_picture_cache, SOL, PICTURE_CACHE, GObject)

SolPictureCache *sol_picture_cache_new (const char *folder, guint64 limit);
SolPictureCache *sol_picture_cache_new_for_settings (GSettings *settings);
void sol_picture_cache_set_limit (SolPictureCache *self, guint64 limit);
guint64 sol_picture_cache_get_limit (SolPictureCache *self);

void sol_picture_cache_put_async (SolPictureCache *self,
                                  const char *hash,
                                  GBytes *picture,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sol_picture_cache_put_finish (SolPictureCache *self, GAsyncResult *result, GError **error);

void sol_picture_cache_get_async (SolPictureCache *self,
                                  const char *hash,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GBytes *sol_picture_cache_get_finish (SolPictureCache *self, GAsyncResult *result, GError **error);

void sol_picture_cache_measure_async (SolPictureCache *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64
sol_picture_cache_measure_finish (SolPictureCache *self, GAsyncResult *result, GError **error);

void sol_picture_cache_clear_async (SolPictureCache *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
sol_picture_cache_clear_finish (SolPictureCache *self, GAsyncResult *result, GError **error);

G_END_DECLS
