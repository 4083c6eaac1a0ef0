/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"
#include "store/sol-outbox-entry.h"

G_BEGIN_DECLS

char *sol_conflict_item_say (const SolField *field, const SolFormField *form, JsonNode *node);
const char *sol_conflict_item_tell_fate (JsonNode *list, JsonNode *before, JsonNode *node);
/* What was at a path of the record, (nullable). */
typedef JsonNode *(*SolConflictFind) (gpointer data, const char *path);

char *sol_conflict_item_name_part (const char *type,
                                   const char *path,
                                   SolConflictFind find,
                                   gpointer data,
                                   JsonNode *either);
char *sol_conflict_item_make_title (SolOutboxEntry *entry, const char *path, JsonNode *either);

G_END_DECLS
