/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/sol-field.h"

G_BEGIN_DECLS

#define SOL_TYPE_ARGUMENT_CONTROL (sol_argument_control_get_type ())
G_DECLARE_FINAL_TYPE (SolArgumentControl, sol_argument_control, SOL, ARGUMENT_CONTROL, AdwBin)

GtkWidget *sol_argument_control_new (const SolField *field);
char *sol_argument_control_say_progress (guint n_answers);

G_END_DECLS
