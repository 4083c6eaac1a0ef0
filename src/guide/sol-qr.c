/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-qr.h"

#include <qrencode.h>

#include "guide/sol-qr-private.h"

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
  return (guint) self->code->width + 2 * SOL_QR_QUIET;
}

gboolean
sol_qr_is_dark (const SolQr *self, guint x, guint y)
{
  return self->code->data[y * (guint) self->code->width + x] & 1;
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
      if (sol_qr_is_dark (self, column, row))
        g_string_append_printf (html, "M%u %uh1v1h-1z", column + SOL_QR_QUIET, row + SOL_QR_QUIET);
  g_string_append (html, "\"/></svg>");
}
