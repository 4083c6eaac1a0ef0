/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-store.h"

G_BEGIN_DECLS

/**
 * SolStoreContent:
 *
 * The records of a store, within one transaction.
 */
typedef struct _SolStoreContent SolStoreContent;

/**
 * SolStoreContentFunc:
 * @content: good until the function returns
 *
 * Runs on a thread of the store.
 */
typedef gboolean (*SolStoreContentFunc) (SolStoreContent *content,
                                         gpointer data,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * SolStoreTakeKind:
 * @kind: "" when it has none
 */
typedef void (*SolStoreTakeKind) (const char *id, const char *kind, gpointer data);

void sol_store_replace_async (SolStore *self,
                              SolStoreContentFunc func,
                              gpointer data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sol_store_replace_finish (SolStore *self, GAsyncResult *result, GError **error);

void sol_store_look_async (SolStore *self,
                           SolStoreContentFunc func,
                           gpointer data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sol_store_look_finish (SolStore *self, GAsyncResult *result, GError **error);

gboolean sol_store_content_put (SolStoreContent *self,
                                const char *type,
                                const char *id,
                                const char *scope,
                                const char *doc,
                                GError **error);
gboolean sol_store_content_set_meta (SolStoreContent *self,
                                     const char *name,
                                     const char *value,
                                     GError **error);
char *
sol_store_content_get (SolStoreContent *self, const char *type, const char *id, GError **error);
GPtrArray *sol_store_content_load (SolStoreContent *self, GArray *keys, GError **error);
char *sol_store_content_find_external (SolStoreContent *self,
                                       const char *source,
                                       const char *external_id,
                                       GError **error);
gboolean sol_store_content_find_siret (SolStoreContent *self,
                                       const char *siret,
                                       SolStoreTakeKind take,
                                       gpointer data,
                                       GError **error);

G_END_DECLS
