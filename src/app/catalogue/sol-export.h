/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/catalogue/sol-search.h"

G_BEGIN_DECLS

/**
 * SolExportProgress:
 * @n_written: rows so far; atomic
 */
typedef struct
{
  gint n_written;
} SolExportProgress;

char *sol_export_make_name (const SolQuery *query);

void sol_export_write_async (SolStore *store,
                             GArray *keys,
                             GFile *file,
                             SolExportProgress *progress,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sol_export_write_finish (GAsyncResult *result, GError **error);

void sol_export_make_text_async (SolStore *store,
                                 GArray *keys,
                                 SolExportProgress *progress,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *sol_export_make_text_finish (GAsyncResult *result, GError **error);

G_END_DECLS
