/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

void sol_account_store_let_go (SolAccountStore *self, const char *id);

G_END_DECLS
