/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-world.h"

G_BEGIN_DECLS

void sim_server_old_prepare (SimMachine *machine, const char *database);
void sim_server_old_put (SimMachine *machine, guint64 seed);

G_END_DECLS
