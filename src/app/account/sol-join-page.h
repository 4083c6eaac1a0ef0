/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_JOIN_PAGE (sol_join_page_get_type ())
G_DECLARE_FINAL_TYPE (SolJoinPage, sol_join_page, SOL, JOIN_PAGE, AdwBin)

GtkWidget *sol_join_page_new (SolAccountPlace *place);

G_END_DECLS
