/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-patch.h"

G_BEGIN_DECLS

#define SOL_MUTATION_MAX_BATCH 100          /* mutations */
#define SOL_MUTATION_MAX_SIZE (1024 * 1024) /* bytes of a batch */

/* What every record takes; another word is an operation of the type. */
#define SOL_MUTATION_CREATE "create"
#define SOL_MUTATION_EDIT "edit"
#define SOL_MUTATION_DELETE "delete"
#define SOL_MUTATION_RESTORE "restore"

/**
 * SolMutation:
 * @id: UUID, made by the client
 * @n: counted by the client from 1, without a gap
 * @type: of the record; "t" in its JSON
 * @target: id of the record, a UUID
 * @op: one of the above, or the name of an operation whose arguments are @patch's set
 * @base_rev: the revision that it was made on; 0 for one that is created
 * @after: ids of the mutations without which it makes no sense
 * @patch: what changes
 *
 * One act of a user, as it is kept and sent until the server answered it.
 */
typedef struct
{
  char *id;
  gint64 n;
  char *type;
  char *target;
  char *op;
  gint64 base_rev;
  GStrv after;
  SolPatch *patch;
} SolMutation;

/**
 * SolMutationBatch:
 * @client: UUID of the installation
 * @organisation: (nullable): id of the one that its author acts for; %NULL: for himself
 * @mutations: (element-type SolMutation): in the order of their n
 */
typedef struct
{
  char *client;
  char *organisation;
  GPtrArray *mutations;
} SolMutationBatch;

SolMutation *sol_mutation_new (const char *id, gint64 n, const char *type, const char *target);
SolMutation *sol_mutation_new_operation (const char *type, const char *target, const char *op, ...)
    G_GNUC_NULL_TERMINATED;
SolMutation *sol_mutation_parse (const char *text, gsize length, GError **error);
char *sol_mutation_to_text (const SolMutation *self);
void sol_mutation_free (SolMutation *self);

SolMutationBatch *sol_mutation_batch_parse (const char *text, gsize length, GError **error);
char *sol_mutation_batch_to_text (const SolMutationBatch *self);
void sol_mutation_batch_free (SolMutationBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolMutation, sol_mutation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolMutationBatch, sol_mutation_batch_free)

G_END_DECLS
