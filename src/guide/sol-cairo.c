/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-cairo.h"

/**
 * sol_cairo_make_layout:
 * @language: of the text: "fr"
 * @face: "Sans Bold"
 * @size: of the letters, in points
 * @width: where lines break, in points
 *
 * Letters stand where the font wants them, as on paper, not on whole pixels of a screen.
 *
 * Returns: (transfer full)
 */
PangoLayout *
sol_cairo_make_layout (cairo_t *cairo,
                       const char *language,
                       const char *face,
                       double size,
                       double width,
                       const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoContext *context = pango_layout_get_context (layout);
  PangoFontDescription *font = pango_font_description_from_string (face);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (language));
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.15f);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  cairo_font_options_destroy (options);
  return layout;
}

/**
 * sol_cairo_keep:
 * @closure: a #GByteArray
 *
 * A #cairo_write_func_t that keeps all that is written.
 */
cairo_status_t
sol_cairo_keep (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}
