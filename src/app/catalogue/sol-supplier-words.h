/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/sol-supplier.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

void sol_supplier_words_load_async (SolStore *store,
                                    SolSupplier *supplier,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sol_supplier_words_load_finish (SolStore *store, GAsyncResult *result, GError **error);
char *sol_supplier_words_quote (SolRecord *word);
char *sol_supplier_words_say_who (SolRecord *word);
guint sol_supplier_words_fill (GtkBox *box, GPtrArray *words);

G_END_DECLS
