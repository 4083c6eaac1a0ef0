/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-keeper.h"
#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_HISTORY_PAGE (sol_history_page_get_type ())
G_DECLARE_FINAL_TYPE (SolHistoryPage, sol_history_page, SOL, HISTORY_PAGE, AdwBin)

void sol_history_page_open (SolHistoryPage *self,
                            SolForm *form,
                            SolFormKeeper *keeper,
                            SolAccountSession *account);
void sol_history_page_let_go (SolHistoryPage *self);
gboolean sol_history_page_is_open (SolHistoryPage *self);
void sol_history_page_focus (SolHistoryPage *self);

G_END_DECLS
