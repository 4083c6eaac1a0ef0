/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workshop/sol-workshop-lists.h"

G_BEGIN_DECLS

#define SOL_TYPE_WORKSHOP_SHEET (sol_workshop_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SolWorkshopSheet, sol_workshop_sheet, SOL, WORKSHOP_SHEET, AdwBin)

void
sol_workshop_sheet_open (SolWorkshopSheet *self, const SolWorkshopLists *lists, const char *id);
void sol_workshop_sheet_update (SolWorkshopSheet *self);
void sol_workshop_sheet_let_go (SolWorkshopSheet *self);

G_END_DECLS
