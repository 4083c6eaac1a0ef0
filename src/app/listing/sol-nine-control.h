/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_NINE_CONTROL (sol_nine_control_get_type ())
G_DECLARE_FINAL_TYPE (SolNineControl, sol_nine_control, SOL, NINE_CONTROL, AdwBin)

GtkWidget *sol_nine_control_new (const SolField *field);

G_END_DECLS
