/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"

G_BEGIN_DECLS

#define SOL_TYPE_INVITE_FORM (sol_invite_form_get_type ())
G_DECLARE_FINAL_TYPE (SolInviteForm, sol_invite_form, SOL, INVITE_FORM, AdwBin)

void sol_invite_form_set_organisation (SolInviteForm *self,
                                       SolAccountPlace *place,
                                       const char *organisation);

G_END_DECLS
