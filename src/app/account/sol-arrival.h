/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/sol-sync.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARRIVAL (sol_arrival_get_type ())
G_DECLARE_FINAL_TYPE (SolArrival, sol_arrival, SOL, ARRIVAL, AdwBin)

void sol_arrival_set_sync (SolArrival *self, SolSync *sync);

G_END_DECLS
