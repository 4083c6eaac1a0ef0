/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workshop/sol-workshop-lists.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORKSHOP_DESK (sol_workshop_desk_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopDesk, sol_workshop_desk, SOL, WORKSHOP_DESK, AdwBin)

void sol_workshop_desk_open (SolWorkshopDesk *self, const SolWorkshopLists *lists, const char *id);
void sol_workshop_desk_update (SolWorkshopDesk *self);
void sol_workshop_desk_let_go (SolWorkshopDesk *self);

G_END_DECLS
