/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-item.h"

G_BEGIN_DECLS

#define SOL_TYPE_NOTE_ROW (sol_note_row_get_type ())
G_DECLARE_FINAL_TYPE (SolNoteRow, sol_note_row, SOL, NOTE_ROW, AdwBin)

GtkWidget *sol_note_row_new (const char *label);
void sol_note_row_show (SolNoteRow *self, SolItem *note, const char *const *themes);
SolItem *sol_note_row_get_note (SolNoteRow *self);

G_END_DECLS
