/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-keeper.h"

G_BEGIN_DECLS

#define SOL_TYPE_CLOSING_PAGE (sol_closing_page_get_type ())
G_DECLARE_FINAL_TYPE (SolClosingPage, sol_closing_page, SOL, CLOSING_PAGE, AdwBin)

void sol_closing_page_open (SolClosingPage *self, SolFormKeeper *keeper);
void sol_closing_page_let_go (SolClosingPage *self);
gboolean sol_closing_page_is_open (SolClosingPage *self);
void sol_closing_page_focus (SolClosingPage *self);

G_END_DECLS
