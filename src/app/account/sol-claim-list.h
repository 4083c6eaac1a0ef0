/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLAIM_LIST (sol_claim_list_get_type ())
G_DECLARE_FINAL_TYPE (SolClaimList, sol_claim_list, SOL, CLAIM_LIST, AdwBin)

void sol_claim_list_set_place (SolClaimList *self, SolAccountPlace *place);
gboolean sol_claim_list_has_open (SolClaimList *self, const char *supplier);

G_END_DECLS
