/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/sol-account-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_HISTORY_PART (sol_history_part_get_type ())
G_DECLARE_FINAL_TYPE (SolHistoryPart, sol_history_part, SOL, HISTORY_PART, AdwBin)

GtkWidget *sol_history_part_new (const char *type, const SolDonePart *part, const char *title);
void sol_history_part_show_now (SolHistoryPart *self, JsonNode *document, gboolean editable);
const char *sol_history_part_get_path (SolHistoryPart *self);
JsonNode *sol_history_part_get_before (SolHistoryPart *self);

G_END_DECLS
