/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "server/sol-accounts.h"
#include "server/sol-server.h"

G_BEGIN_DECLS

gboolean sol_signed_in_check (SolServer *server, SolRequest *request);
gboolean sol_signed_in_brings_token (SolRequest *request);
char *sol_signed_in_hash_token (SolRequest *request);
const SolSession *sol_signed_in_get_session (SolRequest *request);
gboolean sol_signed_in_get_actor (SolServer *server,
                                  SolRequest *request,
                                  const char *organisation,
                                  SolActor *actor);
gboolean sol_signed_in_reads_scope (SolServer *server,
                                    SolRequest *request,
                                    const char *scope,
                                    GError **error);
void sol_signed_in_describe (SolRequest *request, const char *act, SolAudit *audit);

G_END_DECLS
