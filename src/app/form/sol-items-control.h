/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form/sol-form-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_ITEMS_CONTROL (sol_items_control_get_type ())
G_DECLARE_FINAL_TYPE (SolItemsControl, sol_items_control, SOL, ITEMS_CONTROL, AdwBin)

GtkWidget *
sol_items_control_new (const SolFormField *parts, const SolFieldTable *table, guint most);

void sol_items_control_add (SolItemsControl *self, SolItem *item, gboolean open);
void sol_items_control_hide_add (SolItemsControl *self);

G_END_DECLS
