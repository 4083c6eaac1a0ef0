/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_HANDOVER_PAGE (sol_handover_page_get_type ())
G_DECLARE_FINAL_TYPE (SolHandoverPage, sol_handover_page, SOL, HANDOVER_PAGE, AdwBin)

GtkWidget *sol_handover_page_new (SolAccountPlace *place);

G_END_DECLS
