/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sol-account-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_LIVE_LIST (sol_live_list_get_type ())
G_DECLARE_FINAL_TYPE (SolLiveList, sol_live_list, SOL, LIVE_LIST, GObject)

gboolean sol_live_list_get_loaded (SolLiveList *self);
gboolean sol_live_list_get_received (SolLiveList *self);
const GError *sol_live_list_get_error (SolLiveList *self);

G_END_DECLS
