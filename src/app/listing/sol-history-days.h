/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/listing/sol-history-part.h"
#include "model/sol-record.h"

G_BEGIN_DECLS

#define SOL_TYPE_HISTORY_DAYS (sol_history_days_get_type ())
G_DECLARE_FINAL_TYPE (SolHistoryDays, sol_history_days, SOL, HISTORY_DAYS, AdwBin)

void sol_history_days_clear (SolHistoryDays *self);
void sol_history_days_append (SolHistoryDays *self, GPtrArray *lines);
gboolean sol_history_days_is_empty (SolHistoryDays *self);
void sol_history_days_show_now (SolHistoryDays *self, SolRecord *record, gboolean editable);
JsonNode *sol_history_days_find_now (SolHistoryDays *self, const char *path);

G_END_DECLS
