/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

char *sol_conflict_value_say (const SolField *field, const SolFormField *form, JsonNode *node);
gboolean sol_conflict_value_combine (const SolField *field,
                                     JsonNode *base,
                                     JsonNode *mine,
                                     JsonNode *theirs,
                                     GArray *overlaps,
                                     GValue *value);

G_END_DECLS
