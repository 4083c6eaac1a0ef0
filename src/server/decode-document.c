/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/decode-document.h"

#include <poppler.h>

#include "server/decode-names.h"

#define MAX_PAGES 2000

static const guint sides[] = { 1600, 320 }; /* pixels: as those of a picture */

/* Of the page's links. */
static gboolean
page_launches (PopplerDocument *document, int number)
{
  PopplerPage *page = poppler_document_get_page (document, number);
  GList *links = page != NULL ? poppler_page_get_link_mapping (page) : NULL;
  gboolean launches = FALSE;

  for (GList *at = links; at != NULL && !launches; at = at->next)
    launches = ((PopplerLinkMapping *) at->data)->action->type == POPPLER_ACTION_LAUNCH;
  poppler_page_free_link_mapping (links);
  g_clear_object (&page);
  return launches;
}

static gboolean
launches (PopplerDocument *document)
{
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    if (page_launches (document, i))
      return TRUE;
  return FALSE;
}

static const char *
find_fault (PopplerDocument *document, GBytes *bytes)
{
  const int n_pages = poppler_document_get_n_pages (document);

  if (n_pages < 1)
    return "damaged";
  if (n_pages > MAX_PAGES)
    return "too-large";
  if (poppler_document_has_javascript (document) || decode_names_has (bytes, "/JavaScript"))
    return "script";
  if (poppler_document_has_attachments (document))
    return "attached-files";
  return launches (document) || decode_names_has (bytes, "/Launch") ? "launch" : NULL;
}

/**
 * decode_document_look:
 *
 * A PDF that opens without a password, has pages, and does nothing by itself.
 *
 * Returns: (nullable): why it is refused
 */
const char *
decode_document_look (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);
  const char *fault = document != NULL ? find_fault (document, bytes) : "damaged";

  g_clear_object (&document);
  return g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? "encrypted" : fault;
}

/* No file can be read here, so none of a font either: words would be left out. */
static gboolean
has_its_fonts (PopplerDocument *document)
{
  PopplerFontInfo *fonts = poppler_font_info_new (document);
  PopplerFontsIter *at = NULL;
  gboolean has = TRUE;

  if (poppler_font_info_scan (fonts, 1, &at) && at != NULL)
    do
      has = has && poppler_fonts_iter_is_embedded (at);
    while (poppler_fonts_iter_next (at));
  g_clear_pointer (&at, poppler_fonts_iter_free);
  g_object_unref (fonts);
  return has;
}

static cairo_status_t
append (void *png, const unsigned char *data, unsigned int size)
{
  g_byte_array_append (png, data, size);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw (PopplerPage *page, guint side, DecodeTake take, gpointer data)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cairo;
  double width, height, scale;

  poppler_page_get_size (page, &width, &height);
  if (!(width > 0 && height > 0))
    return;
  scale = side / MAX (width, height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX ((int) (width * scale), 1),
                                        MAX ((int) (height * scale), 1));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render (page, cairo);
  if (cairo_status (cairo) == CAIRO_STATUS_SUCCESS &&
      cairo_surface_write_to_png_stream (surface, append, png) == CAIRO_STATUS_SUCCESS)
    take (side, (const char *) png->data, png->len, data);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

/**
 * decode_document_draw:
 * @bytes: a PDF that is not refused
 * @take: is given its first page as PNG, in each side; nothing when it cannot be drawn faithfully
 */
void
decode_document_draw (GBytes *bytes, DecodeTake take, gpointer data)
{
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, NULL);
  PopplerPage *page = document != NULL ? poppler_document_get_page (document, 0) : NULL;

  if (page != NULL && has_its_fonts (document))
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      draw (page, sides[i], take, data);
  g_clear_object (&page);
  g_clear_object (&document);
}
