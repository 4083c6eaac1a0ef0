/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/census/sol-census-import.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_IMPORT_PAGE (sol_census_import_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusImportPage, sol_census_import_page, SOL, CENSUS_IMPORT_PAGE, AdwBin)

void sol_census_import_page_open (SolCensusImportPage *self,
                                  GFile *file,
                                  SolStore *catalogue,
                                  GListModel *entries,
                                  SolAccountStore *store,
                                  const char *organisation);
void sol_census_import_page_let_go (SolCensusImportPage *self);

G_END_DECLS
