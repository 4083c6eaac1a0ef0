/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/sol-import-report.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_IMPORT_JOB (sol_import_job_get_type ())
G_DECLARE_FINAL_TYPE (SolImportJob, sol_import_job, SOL, IMPORT_JOB, GObject)

SolImportJob *sol_import_job_new (GFile *file, const char *folder, SolStore *store);
double sol_import_job_get_progress (SolImportJob *self);

void sol_import_job_read_async (SolImportJob *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
const SolImportReport *
sol_import_job_read_finish (SolImportJob *self, GAsyncResult *result, GError **error);

void sol_import_job_keep_async (SolImportJob *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sol_import_job_keep_finish (SolImportJob *self, GAsyncResult *result, GError **error);

G_END_DECLS
