/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_OFFER_LIST (sol_offer_list_get_type ())
G_DECLARE_FINAL_TYPE (SolOfferList, sol_offer_list, SOL, OFFER_LIST, AdwBin)

void sol_offer_list_set_organisation (SolOfferList *self,
                                      SolAccountPlace *place,
                                      const char *organisation);

G_END_DECLS
