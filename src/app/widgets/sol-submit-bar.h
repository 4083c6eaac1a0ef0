/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_SUBMIT_BAR (sol_submit_bar_get_type ())
G_DECLARE_FINAL_TYPE (SolSubmitBar, sol_submit_bar, SOL, SUBMIT_BAR, AdwBin)

void sol_submit_bar_send (SolSubmitBar *self);
void sol_submit_bar_wait (SolSubmitBar *self, const char *text);
void sol_submit_bar_end (SolSubmitBar *self);
void sol_submit_bar_refuse (SolSubmitBar *self, const char *reason);

G_END_DECLS
