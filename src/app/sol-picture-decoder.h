/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *sol_picture_decode (GBytes *picture, int max_side, GError **error);
GdkTexture *sol_picture_decode_own (GBytes *picture, int max_side, GError **error);
GBytes *sol_picture_lighten (GBytes *picture, int max_side, GError **error);

G_END_DECLS
