/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sol_redirect_is_safe (GUri *uri);
GUri *sol_redirect_resolve (GUri *from, const char *location);

G_END_DECLS
