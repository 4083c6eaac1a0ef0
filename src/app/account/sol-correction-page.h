/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_CORRECTION_PAGE (sol_correction_page_get_type ())
G_DECLARE_FINAL_TYPE (SolCorrectionPage, sol_correction_page, SOL, CORRECTION_PAGE, AdwBin)

GtkWidget *sol_correction_page_new (SolAccountPlace *place);

G_END_DECLS
