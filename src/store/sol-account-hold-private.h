/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-hold.h"

G_BEGIN_DECLS

void sol_account_hold (SolAccountStore *self, const char *id);
GPtrArray *sol_account_list_held (SolAccountStore *self);
gboolean sol_account_is_held (GPtrArray *held, const char *id);

G_END_DECLS
