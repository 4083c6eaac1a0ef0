/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-http.h"
#include "sim-world.h"

G_BEGIN_DECLS

void sim_hints_begin (guint64 seed);
void sim_hints_end (void);
void sim_hints_heal (void);
GInputStream *sim_hints_listen (SimMachine *machine, SolHttpStream *owned_open);
void sim_hints_flow (void);
void sim_hints_cut_off (SimMachine *machine);

G_END_DECLS
