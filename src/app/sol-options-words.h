/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sol_options_refuse (const char *option, const char *value, GError **error);

G_END_DECLS
