/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sol_same_name (const char *name, const char *typed);

G_END_DECLS
