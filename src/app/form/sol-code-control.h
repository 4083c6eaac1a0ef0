/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_CODE_CONTROL (sol_code_control_get_type ())
G_DECLARE_FINAL_TYPE (SolCodeControl, sol_code_control, SOL, CODE_CONTROL, AdwBin)

GtkWidget *sol_code_control_new (const char *list);

G_END_DECLS
