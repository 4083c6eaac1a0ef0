/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-keeper.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_PAGE (sol_argument_page_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentPage, sol_argument_page, SOL, ARGUMENT_PAGE, AdwBin)

void sol_argument_page_open (SolArgumentPage *self,
                             SolForm *form,
                             SolFormKeeper *keeper,
                             SolAccountStore *store);
void sol_argument_page_let_go (SolArgumentPage *self);
gboolean sol_argument_page_is_open (SolArgumentPage *self);
gboolean sol_argument_page_get_folded (SolArgumentPage *self);
gboolean sol_argument_page_go_back (SolArgumentPage *self);
void sol_argument_page_next_pane (SolArgumentPage *self);

G_END_DECLS
