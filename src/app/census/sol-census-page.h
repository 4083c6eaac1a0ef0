/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"
#include "sync/sol-account-session.h"
#include "sync/sol-sync.h"

G_BEGIN_DECLS

/**
 * SolCensusTaker:
 * @account: whose departments, and whose platform's goal
 * @catalogue: what all see
 * @sync: (nullable): brings what is not here yet
 * @organisation: (nullable): the network that he animates
 * @departments: codes of those that he reviews
 *
 * Who follows the census. The objects stay the caller's.
 */
typedef struct
{
  SolAccountSession *account;
  SolStore *catalogue;
  SolSync *sync;
  const char *organisation;
  const char *const *departments;
} SolCensusTaker;

gboolean sol_census_taker_init (SolCensusTaker *self,
                                SolAccountSession *account,
                                SolMembership *membership,
                                SolStore *catalogue,
                                SolSync *sync);

#define SOL_TYPE_CENSUS_PAGE (sol_census_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCensusPage, sol_census_page, SOL, CENSUS_PAGE, AdwBin)

void sol_census_page_put (AdwBin *section, SolAccountStore *store, const SolCensusTaker *taker);

G_END_DECLS
