/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_FIRST_STEPS_PAGE (sol_first_steps_page_get_type ())
G_DECLARE_FINAL_TYPE (SolFirstStepsPage, sol_first_steps_page, SOL, FIRST_STEPS_PAGE, AdwBin)

GtkWidget *sol_first_steps_page_new (SolAccountPlace *place);

G_END_DECLS
