/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_uuid_from_name (const char *source, const char *key);
gboolean sol_uuid_is_valid (const char *uuid);

G_END_DECLS
