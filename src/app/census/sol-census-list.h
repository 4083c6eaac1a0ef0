/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_CENSUS_LIST (sol_census_list_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusList, sol_census_list, SOL, CENSUS_LIST, AdwBin)

void sol_census_list_open (SolCensusList *self,
                           SolAccountSession *account,
                           SolAccountStore *store,
                           SolStore *catalogue,
                           const char *organisation);
void sol_census_list_let_go (SolCensusList *self);

G_END_DECLS
