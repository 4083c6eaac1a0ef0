/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_PLACE_ENTRY (sol_place_entry_get_type ())
G_DECLARE_FINAL_TYPE (SolPlaceEntry, sol_place_entry, SOL, PLACE_ENTRY, AdwBin)

GtkWidget *sol_place_entry_new_for_communes (void);
GtkWidget *sol_place_entry_get_entry (SolPlaceEntry *self);
void sol_place_entry_set_place (SolPlaceEntry *self, const char *place);

G_END_DECLS
