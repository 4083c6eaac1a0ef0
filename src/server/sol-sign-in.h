/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-accounts.h"
#include "server/sol-server.h"

G_BEGIN_DECLS

void sol_sign_in_open (SolServer *server,
                       SolRequest *request,
                       const SolAccount *account,
                       const char *act);

G_END_DECLS
