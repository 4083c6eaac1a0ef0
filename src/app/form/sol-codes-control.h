/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_CODES_CONTROL (sol_codes_control_get_type ())
G_DECLARE_FINAL_TYPE (SolCodesControl, sol_codes_control, SOL, CODES_CONTROL, AdwBin)

GtkWidget *sol_codes_control_new (const char *list);

G_END_DECLS
