/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sol-account-settle.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

#define SOL_TYPE_CONFLICT_FIELD (sol_conflict_field_get_type ())
G_DECLARE_FINAL_TYPE (SolConflictField, sol_conflict_field, SOL, CONFLICT_FIELD, AdwBin)

GtkWidget *sol_conflict_field_new (SolOutboxEntry *entry, JsonObject *conflict);
gboolean sol_conflict_field_may_write (SolConflictField *self);
gboolean sol_conflict_field_add_choices (SolConflictField *self, GPtrArray *choices);
void sol_conflict_field_keep (SolConflictField *self, JsonObject *draft);
void sol_conflict_field_recall (SolConflictField *self, JsonObject *draft);

G_END_DECLS
