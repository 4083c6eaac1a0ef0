/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"
#include "store/sol-account-settle.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

gboolean sol_conflict_followers_has (SolOutboxEntry *entry, const char *path);
void sol_conflict_followers_add (SolOutboxEntry *entry,
                                 const SolFormField *leader,
                                 SolConflictChoiceKind kind,
                                 JsonNode *value,
                                 GPtrArray *choices);

G_END_DECLS
