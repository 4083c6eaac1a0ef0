/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_INVITATION_PAGE (sol_invitation_page_get_type ())
G_DECLARE_FINAL_TYPE (SolInvitationPage, sol_invitation_page, SOL, INVITATION_PAGE, AdwBin)

GtkWidget *sol_invitation_page_new (SolAccountPlace *place);

G_END_DECLS
