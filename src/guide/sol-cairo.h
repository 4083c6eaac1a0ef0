/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A4, in points. */
#define SOL_A4_WIDTH 595.28
#define SOL_A4_HEIGHT 841.89

PangoLayout *sol_cairo_make_layout (cairo_t *cairo,
                                    const char *language,
                                    const char *face,
                                    double size,
                                    double width,
                                    const char *text);
cairo_status_t sol_cairo_keep (void *closure, const unsigned char *data, unsigned int length);

G_END_DECLS
