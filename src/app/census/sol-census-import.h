/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sol-import-report.h"
#include "store/sol-account-store.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_IMPORT (sol_census_import_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusImport, sol_census_import, SOL, CENSUS_IMPORT, GObject)

SolCensusImport *sol_census_import_new (GFile *file, SolStore *catalogue, GListModel *entries);

void sol_census_import_read_async (SolCensusImport *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
const SolImportReport *
sol_census_import_read_finish (SolCensusImport *self, GAsyncResult *result, GError **error);

guint sol_census_import_count (SolCensusImport *self);
GPtrArray *sol_census_import_list_known (SolCensusImport *self);
GPtrArray *sol_census_import_get_claimed (SolCensusImport *self);
void sol_census_import_keep_async (SolCensusImport *self,
                                   SolAccountStore *store,
                                   const char *organisation,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
sol_census_import_keep_finish (SolCensusImport *self, GAsyncResult *result, GError **error);

G_END_DECLS
