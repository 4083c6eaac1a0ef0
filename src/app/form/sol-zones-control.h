/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_ZONES_CONTROL (sol_zones_control_get_type ())
G_DECLARE_FINAL_TYPE (SolZonesControl, sol_zones_control, SOL, ZONES_CONTROL, AdwBin)

GtkWidget *sol_zones_control_new (const SolField *field);

G_END_DECLS
