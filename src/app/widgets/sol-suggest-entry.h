/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_SUGGEST_ENTRY (sol_suggest_entry_get_type ())
G_DECLARE_FINAL_TYPE (SolSuggestEntry, sol_suggest_entry, SOL, SUGGEST_ENTRY, AdwBin)

GtkWidget *sol_suggest_entry_new (void);
GtkWidget *sol_suggest_entry_get_entry (SolSuggestEntry *self);
void sol_suggest_entry_set_chosen (SolSuggestEntry *self, const char *title);
void sol_suggest_entry_begin (SolSuggestEntry *self);
void sol_suggest_entry_add (SolSuggestEntry *self,
                            const char *id,
                            const char *title,
                            const char *detail);
void sol_suggest_entry_say (SolSuggestEntry *self, const char *words);
void sol_suggest_entry_end (SolSuggestEntry *self);

G_END_DECLS
