/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SOL_ROLE_ANONYMOUS "anonymous"

gboolean
sol_authz_may_read (const char *route, const char *type, const char *role, const char *scope);
GStrv sol_authz_list_readable (const char *route, const char *role, const char *scope);

G_END_DECLS
