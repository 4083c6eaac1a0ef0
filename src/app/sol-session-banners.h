/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/sol-session.h"

G_BEGIN_DECLS

#define SOL_TYPE_SESSION_BANNERS (sol_session_banners_get_type ())
G_DECLARE_FINAL_TYPE (SolSessionBanners, sol_session_banners, SOL, SESSION_BANNERS, AdwBin)

void sol_session_banners_set_settings (SolSessionBanners *self, GSettings *settings);
void sol_session_banners_set_session (SolSessionBanners *self, SolSession *session);
void sol_session_banners_set_told_below (SolSessionBanners *self, gboolean told_below);

G_END_DECLS
