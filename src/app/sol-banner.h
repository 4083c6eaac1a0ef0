/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SOL_TYPE_BANNER (sol_banner_get_type ())
G_DECLARE_FINAL_TYPE (SolBanner, sol_banner, SOL, BANNER, AdwBin)

void sol_banner_show (SolBanner *self, const char *icon, const char *title);
void sol_banner_set_max_lines (SolBanner *self, int n_lines);
void sol_banner_set_button (SolBanner *self, const char *label, const char *action);
void sol_banner_set_secondary (SolBanner *self, const char *label, const char *action);
void sol_banner_hide (SolBanner *self);
gboolean sol_banner_is_shown (SolBanner *self);

G_END_DECLS
