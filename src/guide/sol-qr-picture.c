/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-cairo.h"
#include "guide/sol-qr-private.h"

/* The code as it is drawn. Apart: who makes pages alone needs none of it. */

#define MODULE_PIXELS 8 /* of a picture: sharp on paper up to some 6 cm */

/**
 * sol_qr_draw:
 * @size: of the whole, in units of @cairo
 *
 * Black on white, whatever stood there.
 */
void
sol_qr_draw (const SolQr *self, cairo_t *cairo, double x, double y, double size)
{
  const double module = size / sol_qr_get_side (self);
  const guint width = sol_qr_get_side (self) - 2 * SOL_QR_QUIET;

  cairo_rectangle (cairo, x, y, size, size);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_fill (cairo);
  for (guint row = 0; row < width; row++)
    for (guint column = 0; column < width; column++)
      if (sol_qr_is_dark (self, column, row))
        cairo_rectangle (cairo, x + (column + SOL_QR_QUIET) * module,
                         y + (row + SOL_QR_QUIET) * module, module, module);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_fill (cairo);
}

/**
 * sol_qr_make_png:
 * @text: that sol_qr_new() takes
 * @note: (out): 0
 *
 * A #SolMakeFile. Any thread.
 *
 * Returns: (transfer full): a picture to be printed
 */
GBytes *
sol_qr_make_png (gpointer text, guint *note)
{
  g_autoptr (SolQr) self = sol_qr_new (text);
  cairo_surface_t *surface;
  cairo_t *cairo;
  GByteArray *bytes;
  int pixels;

  *note = 0;
  g_return_val_if_fail (self != NULL, NULL);
  pixels = (int) sol_qr_get_side (self) * MODULE_PIXELS;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, pixels, pixels);
  cairo = cairo_create (surface);
  sol_qr_draw (self, cairo, 0, 0, pixels);
  cairo_destroy (cairo);
  bytes = g_byte_array_new ();
  cairo_surface_write_to_png_stream (surface, sol_cairo_keep, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
