/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"
#include "app/outbox/sol-conflict-side.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

/**
 * SolConflictPart:
 * @path: where in the record
 * @mine: what its user wants there; null for nothing
 * @theirs: what somebody else wrote there
 * @field: (nullable): of the table
 * @form: (nullable): what a form says of it
 *
 * A part of a record that two people wrote.
 */
typedef struct
{
  SolOutboxEntry *entry;
  char *path;
  JsonNode *mine;
  JsonNode *theirs;
  const SolField *field;
  const SolFormField *form;
} SolConflictPart;

void sol_conflict_part_init (SolConflictPart *self, SolOutboxEntry *entry, JsonObject *conflict);
void sol_conflict_part_clear (SolConflictPart *self);
char *sol_conflict_part_make_title (const SolConflictPart *self);
const char *sol_conflict_part_name_mine (const SolConflictPart *self);
char *sol_conflict_part_name_theirs (const SolConflictPart *self, const char *name);
gboolean sol_conflict_part_may_write (const SolConflictPart *self);
void sol_conflict_part_show (const SolConflictPart *self,
                             SolConflictSide *ours,
                             SolConflictSide *others);

G_END_DECLS
