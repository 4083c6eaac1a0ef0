/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_position_between (const char *before, const char *after);
char *sol_position_nth (guint index);
gboolean sol_position_is_valid (const char *position);

G_END_DECLS
