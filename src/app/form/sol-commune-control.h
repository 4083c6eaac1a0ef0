/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_COMMUNE_CONTROL (sol_commune_control_get_type ())
G_DECLARE_FINAL_TYPE (SolCommuneControl, sol_commune_control, SOL, COMMUNE_CONTROL, AdwBin)

GtkWidget *sol_commune_control_new (const SolField *field);

G_END_DECLS
