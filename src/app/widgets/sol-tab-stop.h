/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_TAB_STOP (sol_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (SolTabStop, sol_tab_stop, SOL, TAB_STOP, AdwBin)

G_END_DECLS
