/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SOL_UUID_RANDOM 10 /* bytes */

char *sol_uuid_from_name (const char *source, const char *key);
char *sol_uuid_new (void);
char *sol_uuid_new_at (gint64 milliseconds, const guint8 *random);
gboolean sol_uuid_is_valid (const char *uuid);

G_END_DECLS
