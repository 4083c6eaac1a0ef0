/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "sim-world.h"

G_BEGIN_DECLS

void sim_server_prepare (const char *folder);
void sim_server_begin (guint64 seed);
void sim_server_end (void);
SimMachine *sim_server_get_machine (void);
gboolean sim_server_is_up (void);
const char *sim_server_get_database (void);

void sim_server_start (void);
void sim_server_stop (gboolean powercut, guint64 seed);
void sim_server_tick (void);
void sim_server_back_up (void);
void sim_server_restore (gboolean told);
char *sim_server_act (const char *organisation,
                      SolRoles roles,
                      const char *type,
                      const char *id,
                      const char *op,
                      const char *patch);
void sim_server_let_review (guint person, gboolean reviews);
void sim_server_admit (guint organisation, guint person);
void sim_server_end_sessions (guint person);

G_END_DECLS
