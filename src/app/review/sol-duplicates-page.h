/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-store.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_DUPLICATES_PAGE (sol_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (SolDuplicatesPage, sol_duplicates_page, SOL, DUPLICATES_PAGE, AdwBin)

void sol_duplicates_page_set_store (SolDuplicatesPage *self, SolAccountStore *store);
void sol_duplicates_page_set_catalogue (SolDuplicatesPage *self, SolStore *catalogue);
guint sol_duplicates_page_count (SolDuplicatesPage *self);
gboolean sol_duplicates_page_has_any (SolDuplicatesPage *self);

G_END_DECLS
