/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct _SolQr SolQr;

SolQr *sol_qr_new (const char *text);
void sol_qr_free (SolQr *self);
guint sol_qr_get_side (const SolQr *self);
void sol_qr_draw (const SolQr *self, cairo_t *cairo, double x, double y, double size);
void sol_qr_append_svg (const SolQr *self, GString *html, const char *label);
GBytes *sol_qr_make_png (gpointer text, guint *note);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SolQr, sol_qr_free)

G_END_DECLS
