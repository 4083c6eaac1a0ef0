/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/account/sol-acting-for.h"

G_BEGIN_DECLS

#define SOL_TYPE_ACCOUNT_BUTTON (sol_account_button_get_type ())
G_DECLARE_FINAL_TYPE (SolAccountButton, sol_account_button, SOL, ACCOUNT_BUTTON, AdwBin)

void sol_account_button_set_acting (SolAccountButton *self, SolActingFor *acting);
void sol_account_button_set_compact (SolAccountButton *self, gboolean compact);

G_END_DECLS
