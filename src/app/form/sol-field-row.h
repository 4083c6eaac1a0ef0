/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_FIELD_ROW (sol_field_row_get_type ())
G_DECLARE_FINAL_TYPE (SolFieldRow, sol_field_row, SOL, FIELD_ROW, AdwBin)

GtkWidget *sol_field_row_new (const SolFormField *words, const SolField *field);
void sol_field_row_set_value (SolFieldRow *self, const GValue *value);
void sol_field_row_type_as (SolFieldRow *self, SolFieldKind kind, gboolean again);
void sol_field_row_set_said (SolFieldRow *self, const char *said, SolFormTone tone);
void sol_field_row_set_mark (SolFieldRow *self, SolFormMark mark, const char *detail);
void sol_field_row_set_editable (SolFieldRow *self, gboolean editable);
GtkWidget *sol_field_row_get_below (SolFieldRow *self);
void sol_field_row_set_below (SolFieldRow *self, GtkWidget *widget);

G_END_DECLS
