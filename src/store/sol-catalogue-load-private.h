/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-supplier.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

/**
 * SolCatalogueRow:
 * @supplier: the structure as it is stored
 * @reason: why it matches
 * @words: (nullable): the words of the reason that match, as written
 */
typedef struct
{
  SolSupplier *supplier;
  char *reason;
  GStrv words;
} SolCatalogueRow;

void sol_catalogue_load_async (SolStore *store,
                               GArray *keys,
                               GPtrArray *words,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *sol_catalogue_load_finish (SolStore *store, GAsyncResult *result, GError **error);

char *sol_catalogue_explain (SolSupplier *supplier, GPtrArray *words, GStrv *found);

G_END_DECLS
