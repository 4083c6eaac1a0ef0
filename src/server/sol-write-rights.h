/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-actor.h"
#include "model/sol-mutation-run.h"

G_BEGIN_DECLS

gboolean
sol_write_rights_allow (const SolMutation *mutation, SolRecord *record, const SolActor *actor);

const char *sol_write_rights_get_state (SolRecord *record);

G_END_DECLS
