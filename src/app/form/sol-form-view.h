/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-field-row.h"
#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_FORM_VIEW (sol_form_view_get_type ())
G_DECLARE_FINAL_TYPE (SolFormView, sol_form_view, SOL, FORM_VIEW, AdwBin)

GtkWidget *sol_form_view_new (void);
SolFormFiles *sol_form_view_get_files (SolFormView *self);
void sol_form_view_show (SolFormView *self, SolForm *form, const SolFormField *fields);
gboolean sol_form_view_focus_field (SolFormView *self, const char *name);
SolFieldRow *sol_form_view_find_row (SolFormView *self, const char *name);

G_END_DECLS
