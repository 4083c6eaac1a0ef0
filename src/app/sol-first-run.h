/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_FIRST_RUN (sol_first_run_get_type ())
G_DECLARE_FINAL_TYPE (SolFirstRun, sol_first_run, SOL, FIRST_RUN, AdwBin)

GtkWidget *sol_first_run_new (void);

G_END_DECLS
