/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef void (*DecodeTake) (guint side, const char *picture, gsize size, gpointer data);

void decode_picture_prepare (void);
const char *
decode_picture_look (GBytes *bytes, const char *media_type, DecodeTake take, gpointer data);

G_END_DECLS
