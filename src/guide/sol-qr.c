/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-qr.h"

#include <qrencode.h>

#include "guide/sol-cairo.h"

#define QUIET 4         /* modules of white that ISO/IEC 18004 asks for on each side */
#define MODULE_PIXELS 8 /* of a picture: sharp on paper up to some 6 cm */

/**
 * SolQr:
 *
 * A text as a QR code (ISO/IEC 18004), with the quarter of redundancy that lets it be read when it
 * was printed badly.
 */
struct _SolQr
{
  QRcode *code;
};

/**
 * sol_qr_new:
 * @text: an address
 *
 * Returns: (transfer full) (nullable): %NULL when it is empty or longer than a code can hold
 */
SolQr *
sol_qr_new (const char *text)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_Q);
  SolQr *self;

  if (code == NULL)
    return NULL;
  self = g_new0 (SolQr, 1);
  self->code = code;
  return self;
}

void
sol_qr_free (SolQr *self)
{
  QRcode_free (self->code);
  g_free (self);
}

/**
 * sol_qr_get_side:
 *
 * Returns: in modules, with the white around it
 */
guint
sol_qr_get_side (const SolQr *self)
{
  return (guint) self->code->width + 2 * QUIET;
}

static gboolean
is_dark (const SolQr *self, guint x, guint y)
{
  return self->code->data[y * (guint) self->code->width + x] & 1;
}

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
  const guint width = (guint) self->code->width;

  cairo_rectangle (cairo, x, y, size, size);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_fill (cairo);
  for (guint row = 0; row < width; row++)
    for (guint column = 0; column < width; column++)
      if (is_dark (self, column, row))
        cairo_rectangle (cairo, x + (column + QUIET) * module, y + (row + QUIET) * module, module,
                         module);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_fill (cairo);
}

/**
 * sol_qr_append_svg:
 * @label: what it leads to, for who does not see it; as it may stand in an attribute
 */
void
sol_qr_append_svg (const SolQr *self, GString *html, const char *label)
{
  const guint side = sol_qr_get_side (self);
  const guint width = (guint) self->code->width;

  g_string_append_printf (html,
                          "<svg class=\"qr\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %u %u\" "
                          "shape-rendering=\"crispEdges\"><rect width=\"%u\" height=\"%u\" "
                          "fill=\"#fff\"/><path d=\"",
                          label, side, side, side, side);
  for (guint row = 0; row < width; row++)
    for (guint column = 0; column < width; column++)
      if (is_dark (self, column, row))
        g_string_append_printf (html, "M%u %uh1v1h-1z", column + QUIET, row + QUIET);
  g_string_append (html, "\"/></svg>");
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
