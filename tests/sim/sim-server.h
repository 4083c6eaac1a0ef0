/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-server.h"
#include "sim-world.h"
#include "sol-local-request.h"

G_BEGIN_DECLS

#define SIM_N_PEOPLE 5
#define SIM_N_ORGANISATIONS 3
#define SIM_PASSWORD "un mot de passe long"

void sim_server_prepare (const char *folder);
void sim_server_begin (void);
void sim_server_end (void);
SimMachine *sim_server_get_machine (void);
SolServer *sim_server_get (void);
const char *sim_server_get_database (void);

SolLocalAnswer *
sim_server_answer (const char *method, const char *target, GPtrArray *headers, GBytes *body);
void sim_server_start (gboolean restored);
void sim_server_stop (gboolean powercut, guint64 seed);
void sim_server_tick (void);
void sim_server_back_up (void);
void sim_server_restore (gboolean told);
void sim_server_act (const char *organisation,
                     SolRoles roles,
                     const char *type,
                     const char *id,
                     const char *op,
                     const char *patch);

const char *sim_server_get_person (guint person);
const char *sim_server_get_organisation (guint organisation);
char *sim_server_get_address (guint person);

G_END_DECLS
