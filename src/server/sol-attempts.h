/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

char *sol_attempts_hash_address (const char *address);
gboolean
sol_attempts_take (SolServer *server, SolRequest *request, const char *what, const char *whom);
void sol_attempts_forget (SolServer *server, const char *what, const char *whom);

G_END_DECLS
