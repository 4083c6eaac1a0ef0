/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

char *sol_export_make_name (const SolQuery *query);

void sol_export_write_async (SolStore *store,
                             GArray *keys,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sol_export_write_finish (GAsyncResult *result, guint *n_written, GError **error);

void sol_export_make_text_async (SolStore *store,
                                 GArray *keys,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *sol_export_make_text_finish (GAsyncResult *result, GError **error);

G_END_DECLS
