/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define SOL_TYPE_SYNC_BUTTON (sol_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (SolSyncButton, sol_sync_button, SOL, SYNC_BUTTON, AdwBin)

void sol_sync_button_set_sync (SolSyncButton *self, SolSync *sync, const char *source);
void sol_sync_button_set_compact (SolSyncButton *self, gboolean compact);

G_END_DECLS
