/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_REPLACED_PATH "path"
#define SOL_REPLACED_BEFORE "before"
#define SOL_REPLACED_AFTER "after"

JsonArray *sol_replaced_list (SolRecord *before, SolRecord *after);
gboolean sol_replaced_put_back (SolRecord *record,
                                const char *path,
                                JsonNode *before,
                                guint *index,
                                GValue *value);
JsonNode *sol_replaced_print (SolRecord *record);
JsonNode *sol_replaced_find_part (JsonNode *document, const char *path);

G_END_DECLS
