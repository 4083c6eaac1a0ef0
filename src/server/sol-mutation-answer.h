/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-mutation-run.h"
#include "server/sol-storage.h"

G_BEGIN_DECLS

#define SOL_MUTATION_APPLIED "applied"

char *sol_mutation_answer_applied (const SolMutation *self,
                                   const SolStorageWrite *write,
                                   SolRecord *record);
char *sol_mutation_answer_refused (const SolMutation *self,
                                   SolVerdict verdict,
                                   const SolMutationTarget *target,
                                   GPtrArray *conflicts,
                                   const GError *cause);
char *sol_mutation_answer_blocked (const SolMutation *self, const char *by);
char *sol_mutation_answer_already (const SolMutation *self, const char *answer);

G_END_DECLS
