/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_CHARTER_CONTROL (sol_charter_control_get_type ())
G_DECLARE_FINAL_TYPE (SolCharterControl, sol_charter_control, SOL, CHARTER_CONTROL, AdwBin)

GtkWidget *sol_charter_control_new (const SolField *field);

G_END_DECLS
