/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>

#include "guide/sol-cairo.h"
#include "guide/sol-document.h"

/* Lengths are in points. A4, on one page as long as the words can be read. */

#define WIDTH SOL_A4_WIDTH
#define HEIGHT SOL_A4_HEIGHT
#define MARGIN 56.69 /* 2 cm */
#define LARGEST 11
#define SMALLEST 8.5
#define STEP 0.5
#define QUOTE "BlockQuote"
#define INDENT 20 /* of what somebody else said */

/* A run of lines of one kind. */
typedef struct
{
  const char *tag; /* for who listens to the page */
  PangoLayout *layout;
  double above;
  double below; /* that must have its place on the same page */
  double left;
} Block;

typedef struct
{
  const SolDocument *document;
  cairo_t *cairo;
  GArray *blocks; /* of #Block */
  double size;
  double y;
  guint n_pages;
} Page;

static void
block_clear (gpointer data)
{
  g_object_unref (((Block *) data)->layout);
}

static void
add_block (Page *page, const char *tag, const char *text, double scale, double above)
{
  const gboolean heading = *tag == 'H';
  const double left = g_str_equal (tag, QUOTE) ? INDENT : 0;
  PangoLayout *layout = sol_cairo_make_layout (page->cairo, page->document->language,
                                               heading ? "Sans Bold" : "Sans", scale * page->size,
                                               WIDTH - 2 * (MARGIN + left), text);
  const Block block = { tag, layout, above * page->size, heading ? 2 * page->size : 0, left };

  g_array_append_val (page->blocks, block);
}

static double
get_height (const Block *block)
{
  int height;

  pango_layout_get_size (block->layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Returns: how high all of it is */
static double
lay_out (Page *page, double size)
{
  double height = 0;

  page->size = size;
  g_array_set_size (page->blocks, 0);
  add_block (page, "H1", page->document->title, 1.8, 0);
  for (guint i = 0; i < page->document->parts->len; i++)
    {
      const SolDocumentPart *part = page->document->parts->pdata[i];

      if (part->heading != NULL)
        add_block (page, "H2", part->heading, 1.1, 1);
      add_block (page, part->quoted ? QUOTE : "P", part->text, 1, part->heading != NULL ? 0.2 : 1);
    }
  for (guint i = 0; i < page->blocks->len; i++)
    height += get_height (&g_array_index (page->blocks, Block, i)) +
              g_array_index (page->blocks, Block, i).above;
  return height;
}

static void
turn_page (Page *page)
{
  cairo_show_page (page->cairo);
  page->y = MARGIN;
  page->n_pages++;
}

static gboolean
fits (const Page *page, double height)
{
  return page->y + height <= HEIGHT - MARGIN || page->y <= MARGIN;
}

/* A block that goes on overleaf is tagged on both pages. */
static void
draw_line (Page *page, const Block *block, PangoLayoutIter *iter)
{
  PangoRectangle line;
  double ascent, height;

  pango_layout_iter_get_line_extents (iter, NULL, &line);
  ascent = (double) (pango_layout_iter_get_baseline (iter) - line.y) / PANGO_SCALE;
  height = (double) line.height / PANGO_SCALE;
  if (!fits (page, height))
    {
      cairo_tag_end (page->cairo, block->tag);
      turn_page (page);
      cairo_tag_begin (page->cairo, block->tag, NULL);
    }
  cairo_move_to (page->cairo, MARGIN + block->left + (double) line.x / PANGO_SCALE,
                 page->y + ascent);
  pango_cairo_show_layout_line (page->cairo, pango_layout_iter_get_line_readonly (iter));
  page->y += height;
}

static void
draw_block (Page *page, const Block *block)
{
  PangoLayoutIter *iter = pango_layout_get_iter (block->layout);

  page->y += block->above;
  if (block->below > 0 && !fits (page, get_height (block) + block->below))
    turn_page (page);
  cairo_tag_begin (page->cairo, block->tag, NULL);
  do
    draw_line (page, block, iter);
  while (pango_layout_iter_next_line (iter));
  cairo_tag_end (page->cairo, block->tag);
  pango_layout_iter_free (iter);
}

static void
draw (Page *page)
{
  double size = LARGEST;

  while (lay_out (page, size) > HEIGHT - 2 * MARGIN && size > SMALLEST)
    size -= STEP;
  page->y = MARGIN;
  page->n_pages = 1;
  cairo_tag_begin (page->cairo, "Document", NULL);
  for (guint i = 0; i < page->blocks->len; i++)
    draw_block (page, &g_array_index (page->blocks, Block, i));
  cairo_tag_end (page->cairo, "Document");
}

/**
 * sol_document_make_pdf:
 * @document: a #SolDocument
 * @n_pages: (out): 1 unless the words are too many for one that can be read
 *
 * A #SolMakeFile: its words are text, and tagged for who listens to it. Any thread.
 *
 * Returns: (transfer full): the file
 */
GBytes *
sol_document_make_pdf (gpointer document, guint *n_pages)
{
  const SolDocument *self = document;
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (sol_cairo_keep, bytes, WIDTH,
                                                                  HEIGHT);
  Page page = { self, cairo_create (surface), g_array_new (FALSE, FALSE, sizeof (Block)) };

  g_array_set_clear_func (page.blocks, block_clear);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  draw (&page);
  *n_pages = page.n_pages;
  g_array_unref (page.blocks);
  cairo_destroy (page.cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
