/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int sol_listen_open (const char *address, gboolean any_address, char **url, GError **error);
void sol_listen_forget (const char *address);

G_END_DECLS
