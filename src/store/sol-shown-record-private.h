/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-shown-record.h"

G_BEGIN_DECLS

void
sol_shown_record_set_records (SolShownRecord *self, SolRecord *held, SolRecord *shown, gint64 rev);
void sol_shown_record_set_state (SolShownRecord *self, SolShownState state);
const char *sol_shown_record_get_sort_key (SolShownRecord *self);
void sol_shown_record_update (SolShownRecord *self, SolShownRecord *fresh);

G_END_DECLS
