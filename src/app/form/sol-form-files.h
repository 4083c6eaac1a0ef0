/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sol-pictures.h"
#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_FORM_FILES (sol_form_files_get_type ())
G_DECLARE_FINAL_TYPE (SolFormFiles, sol_form_files, SOL, FORM_FILES, GObject)

SolFormFiles *sol_form_files_new (SolAccountStore *store,
                                  const char *organisation,
                                  SolPictures *pictures,
                                  const char *type,
                                  const char *id);

void sol_form_files_attach_async (SolFormFiles *self,
                                  GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void sol_form_files_attach_document_async (SolFormFiles *self,
                                           GFile *file,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void sol_form_files_paste_async (SolFormFiles *self,
                                 GdkTexture *texture,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SolBlob *sol_form_files_attach_finish (SolFormFiles *self, GAsyncResult *result, GError **error);

void sol_form_files_load_async (SolFormFiles *self,
                                const SolBlob *blob,
                                int max_side,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GdkTexture *sol_form_files_load_finish (SolFormFiles *self, GAsyncResult *result, GError **error);

G_END_DECLS
