/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/account/sol-account-place.h"
#include "app/widgets/sol-submit-bar.h"

G_BEGIN_DECLS

SolAccountStore *sol_place_act_get_store (SolAccountPlace *place, char **why);
gboolean sol_place_act_end (SolSubmitBar *submit, GObject *store, GAsyncResult *result);
void
sol_place_act_say (SolAccountPlace *place, const char *done, GObject *store, GAsyncResult *result);

G_END_DECLS
