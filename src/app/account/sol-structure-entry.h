/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-supplier.h"
#include "store/sol-store.h"

G_BEGIN_DECLS

#define SOL_TYPE_STRUCTURE_ENTRY (sol_structure_entry_get_type ())
G_DECLARE_FINAL_TYPE (SolStructureEntry, sol_structure_entry, SOL, STRUCTURE_ENTRY, AdwBin)

void sol_structure_entry_set_catalogue (SolStructureEntry *self, SolStore *store);
void sol_structure_entry_choose (SolStructureEntry *self, SolSupplier *supplier);
void sol_structure_entry_clear (SolStructureEntry *self);

G_END_DECLS
