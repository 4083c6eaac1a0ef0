/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/sol-routes.h"

G_BEGIN_DECLS

gboolean sol_body_read (SolRequest *request, const SolRoute *route);
const char *sol_body_get (SolRequest *request, const char *name);

G_END_DECLS
