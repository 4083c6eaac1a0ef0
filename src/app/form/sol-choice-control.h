/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_CHOICE_CONTROL (sol_choice_control_get_type ())
G_DECLARE_FINAL_TYPE (SolChoiceControl, sol_choice_control, SOL, CHOICE_CONTROL, AdwBin)

GtkWidget *sol_choice_control_new (const char *list);

G_END_DECLS
