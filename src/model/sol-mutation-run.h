/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-conflict.h"
#include "model/sol-mutation.h"
#include "model/sol-operation.h"

G_BEGIN_DECLS

typedef enum
{
  SOL_VERDICT_APPLIED,
  SOL_VERDICT_CONFLICT,  /* somebody wrote another value meanwhile */
  SOL_VERDICT_REJECTED,  /* by a rule, which the error tells */
  SOL_VERDICT_FORBIDDEN, /* not by this person, or there is nothing that he may see */
  SOL_VERDICT_GONE,      /* it was deleted */
  SOL_N_VERDICTS
} SolVerdict;

/**
 * SolMutationTarget:
 * @record: (nullable): as it is; of a deleted one, its head and what can be restored of it
 * @deleted: it was, and what it was is no longer there
 * @restorable: it was deleted, and what it was is still there
 * @revisions: which part was written when
 *
 * What a mutation meets.
 */
typedef struct
{
  SolRecord *record;
  gboolean deleted;
  gboolean restorable;
  SolRevisions *revisions;
} SolMutationTarget;

SolVerdict sol_mutation_run (const SolMutation *self,
                             const char *client,
                             const SolMutationTarget *target,
                             SolOperationContext *context,
                             GPtrArray *conflicts,
                             GError **error);

G_END_DECLS
