/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-revisions.h"

G_BEGIN_DECLS

/**
 * SolConflict:
 * @path: the part of the record that both wrote, as in #SolRevisions; "" for all of it
 * @mine: what the edit says; null: it empties or removes it
 * @theirs: what it is now; null: it is empty or gone
 * @who: (nullable): account that wrote it meanwhile
 * @when: (nullable): when that was
 */
typedef struct
{
  char *path;
  JsonNode *mine;
  JsonNode *theirs;
  char *who;
  char *when;
} SolConflict;

SolConflict *sol_conflict_new (const char *path,
                               JsonNode *owned_mine,
                               JsonNode *owned_theirs,
                               const SolRevision *revision);
void sol_conflict_free (SolConflict *self);
JsonObject *sol_conflict_to_json (const SolConflict *self);

G_END_DECLS
