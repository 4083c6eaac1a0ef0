/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sol_encoding_guess (const char *bytes, gsize length, gsize *bom);
char *sol_encoding_from_windows (const char *bytes, gsize length);

G_END_DECLS
