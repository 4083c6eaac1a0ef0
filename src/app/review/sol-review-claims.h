/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_REVIEW_CLAIMS (sol_review_claims_get_type ())
G_DECLARE_FINAL_TYPE (SolReviewClaims, sol_review_claims, SOL, REVIEW_CLAIMS, AdwBin)

void sol_review_claims_set_store (SolReviewClaims *self, SolAccountStore *store, const char *type);

G_END_DECLS
