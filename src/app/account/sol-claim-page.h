/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLAIM_PAGE (sol_claim_page_get_type ())
G_DECLARE_FINAL_TYPE (SolClaimPage, sol_claim_page, SOL, CLAIM_PAGE, AdwBin)

GtkWidget *sol_claim_page_new (SolAccountPlace *place);

G_END_DECLS
