/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean decode_confine (void);
void decode_confine_attempt (void (*tell) (const char *name, const char *outcome));

G_END_DECLS
