/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

/**
 * SolCensusTaker:
 * @account: whose departments, and whose platform's goal
 * @catalogue: what all see
 *
 * Who follows the census. The objects stay the caller's.
 */
typedef struct
{
  SolAccountSession *account;
  SolStore *catalogue;
} SolCensusTaker;

#define SOL_TYPE_CENSUS_PAGE (sol_census_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusPage, sol_census_page, SOL, CENSUS_PAGE, AdwBin)

GtkWidget *sol_census_page_new (void);
void
sol_census_page_open (SolCensusPage *self, SolAccountStore *store, const SolCensusTaker *taker);
void sol_census_page_let_go (SolCensusPage *self);

G_END_DECLS
