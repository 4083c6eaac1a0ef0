/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/sol-authorizer.h"

G_BEGIN_DECLS

#define SOL_TYPE_LIVE (sol_live_get_type ())
G_DECLARE_FINAL_TYPE (SolLive, sol_live, SOL, LIVE, GObject)

SolLive *sol_live_new (const char *server);
void sol_live_set_ca_file (SolLive *self, const char *path);
void sol_live_start (SolLive *self, SolAuthorizer *authorizer);
void sol_live_stop (SolLive *self);
gboolean sol_live_is_started (SolLive *self);
gboolean sol_live_is_open (SolLive *self);

G_END_DECLS
