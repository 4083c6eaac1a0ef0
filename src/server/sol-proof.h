/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

gboolean sol_proof_check (SolServer *server, SolRequest *request, const char *password);

G_END_DECLS
