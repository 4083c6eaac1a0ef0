/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation-run.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

#define SOL_MUTATION_APPLIED "applied"
#define SOL_MUTATION_CONFLICT "conflict"
#define SOL_MUTATION_ALREADY "already"

JsonObject *sol_mutation_answer_applied (const SolMutation *self, gint64 rev, gint64 seq);
JsonObject *sol_mutation_answer_refused (const SolMutation *self,
                                         SolVerdict verdict,
                                         const SolMutationTarget *target,
                                         const GError *cause);
JsonObject *sol_mutation_answer_blocked (const SolMutation *self, const char *by);
JsonObject *sol_mutation_answer_already (const SolMutation *self, JsonObject *owned_answer);
gboolean sol_mutation_answer_is (JsonObject *answer, const char *result);

G_END_DECLS
