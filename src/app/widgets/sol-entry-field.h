/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_ENTRY_FIELD (sol_entry_field_get_type ())
G_DECLARE_FINAL_TYPE (SolEntryField, sol_entry_field, SOL, ENTRY_FIELD, AdwBin)

const char *sol_entry_field_get_text (SolEntryField *self);
void sol_entry_field_set_text (SolEntryField *self, const char *text);
void sol_entry_field_set_hint (SolEntryField *self, const char *hint);
void sol_entry_field_refuse (SolEntryField *self, const char *reason);

G_END_DECLS
