/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sol_servers_add (GSettings *settings, const char *address);

G_END_DECLS
