/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"

G_BEGIN_DECLS

void sol_duplicates_see_to (SolServer *server, guint seconds);

G_END_DECLS
