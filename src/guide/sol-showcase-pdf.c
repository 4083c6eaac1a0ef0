/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>

#include "guide/sol-cairo.h"
#include "guide/sol-qr.h"
#include "guide/sol-showcase.h"

/* One page of A4, lengths in points: the head with its photo, words at the left, facts beside. The
 * words are set smaller until all have their place; what is too long even so is cut. */

#define MARGIN 42.5 /* 1.5 cm */
#define GAP 22.0
#define BESIDE 178.0 /* width of the facts */
#define LARGEST 10.5
#define SMALLEST 7.5
#define STEP 0.5
#define PHOTO_HEIGHT 150.0
#define LOGO 52.0
#define CODE 82.0
#define FOOT 26.0
#define N_STEPS 3
#define ROUND 5.0
#define BULLET "•\u00a0"

typedef struct
{
  const SolShowcase *showcase;
  cairo_t *cairo;
  double size;   /* of the words */
  double bottom; /* where the columns end */
  gboolean drawn;
  gboolean shortened;
} Sheet;

/* One below the other, in a width. */
typedef struct
{
  Sheet *sheet;
  double x, y, width;
} Column;

typedef enum
{
  INK,
  SOFT,
  ACCENT,
  OFF,
} Colour;

static void
set_colour (cairo_t *cairo, Colour colour)
{
  static const double inks[][3] = {
    [INK] = { 0.11, 0.14, 0.15 },
    [SOFT] = { 0.32, 0.38, 0.39 },
    [ACCENT] = { 0.09, 0.40, 0.36 },
    [OFF] = { 0.83, 0.86, 0.86 },
  };

  cairo_set_source_rgb (cairo, inks[colour][0], inks[colour][1], inks[colour][2]);
}

static double
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
measure_line (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  PangoRectangle line;

  pango_layout_iter_get_line_extents (iter, NULL, &line);
  pango_layout_iter_free (iter);
  return (double) line.height / PANGO_SCALE;
}

/* As many lines as have their place, the last one with an ellipsis. Returns: whether any has. */
static gboolean
cut (Column *column, PangoLayout *layout)
{
  const double room = column->sheet->bottom - column->y;

  if (get_height (layout) <= room)
    return TRUE;
  column->sheet->shortened = TRUE;
  if (measure_line (layout) > room)
    return FALSE;
  pango_layout_set_height (layout, (int) (room * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return TRUE;
}

/* In a pass that only measures, the column grows as long as it likes. */
static void
add_text (Column *column,
          const char *tag,
          const char *text,
          const char *face,
          double scale,
          Colour colour)
{
  Sheet *sheet = column->sheet;
  PangoLayout *layout = sol_cairo_make_layout (sheet->cairo, sheet->showcase->language, face,
                                               scale * sheet->size, column->width, text);

  if (g_str_has_prefix (text, BULLET))
    pango_layout_set_indent (layout, (int) (-0.75 * sheet->size * PANGO_SCALE));

  if (sheet->drawn && cut (column, layout))
    {
      cairo_tag_begin (sheet->cairo, tag, NULL);
      set_colour (sheet->cairo, colour);
      cairo_move_to (sheet->cairo, column->x, column->y);
      pango_cairo_show_layout (sheet->cairo, layout);
      cairo_tag_end (sheet->cairo, tag);
    }
  column->y += get_height (layout);
  g_object_unref (layout);
}

static void
add_heading (Column *column, const char *heading)
{
  column->y += 0.8 * column->sheet->size;
  add_text (column, "H2", heading, "Sans Bold", 1.1, ACCENT);
  column->y += 0.2 * column->sheet->size;
}

static void
add_line (Column *column, const char *text, gboolean listed)
{
  g_autofree char *line = listed ? g_strconcat (BULLET, text, NULL) : g_strdup (text);

  if (line == NULL || *line == '\0')
    return;
  add_text (column, "P", line, "Sans", 1, INK);
  column->y += (listed ? 0.15 : 0.4) * column->sheet->size;
}

static void
add_parts (Column *column, gboolean beside)
{
  const GPtrArray *parts = column->sheet->showcase->parts;

  for (guint i = 0; i < parts->len; i++)
    {
      const SolShowcasePart *part = parts->pdata[i];

      if (part->beside != beside || part->lines->len == 0)
        continue;
      add_heading (column, part->heading);
      for (guint line = 0; line < part->lines->len; line++)
        add_line (column, part->lines->pdata[line], part->listed);
    }
}

static void
add_contact (Column *column)
{
  const SolShowcase *showcase = column->sheet->showcase;

  if (!sol_showcase_has_contact (showcase))
    return;
  add_heading (column, showcase->contact_heading);
  add_line (column, showcase->address, FALSE);
  add_line (column, showcase->call, FALSE);
  add_line (column, showcase->mail, FALSE);
  add_line (column, showcase->site, FALSE);
}

static void
add_steps (Column *column, guint level)
{
  Sheet *sheet = column->sheet;
  const double width = (column->width - 2 * (N_STEPS - 1)) / N_STEPS;
  const double height = 0.3 * sheet->size;

  if (sheet->drawn && column->y + height <= sheet->bottom)
    for (guint step = 0; step < N_STEPS; step++)
      {
        set_colour (sheet->cairo, step < level ? ACCENT : OFF);
        cairo_rectangle (sheet->cairo, column->x + step * (width + 2), column->y, width, height);
        cairo_fill (sheet->cairo);
      }
  column->y += height + 0.45 * sheet->size;
}

static void
add_bars (Column *column)
{
  const SolShowcase *showcase = column->sheet->showcase;

  if (showcase->bars->len == 0)
    return;
  add_heading (column, showcase->bars_heading);
  for (guint i = 0; i < showcase->bars->len; i++)
    {
      const SolShowcaseBar *bar = showcase->bars->pdata[i];
      g_autofree char *words = g_strdup_printf ("%s · %s", bar->title, bar->word);

      add_text (column, "P", words, "Sans", 0.9, INK);
      add_steps (column, bar->level);
    }
}

static void
add_code (Column *column)
{
  const SolShowcase *showcase = column->sheet->showcase;
  g_autoptr (SolQr) code = showcase->link == NULL ? NULL : sol_qr_new (showcase->link);

  if (code == NULL)
    return;
  column->y += column->sheet->size;
  if (column->sheet->drawn && column->y + CODE <= column->sheet->bottom)
    sol_qr_draw (code, column->sheet->cairo, column->x, column->y, CODE);
  column->y += CODE + 2;
  add_text (column, "P", showcase->link_words, "Sans", 0.85, SOFT);
}

/* Returns: where the longer of the two columns ends */
static double
fill (Sheet *sheet, double top)
{
  const double width = SOL_A4_WIDTH - 2 * MARGIN - BESIDE - GAP;
  Column words = { sheet, MARGIN, top, width };
  Column facts = { sheet, MARGIN + width + GAP, top, BESIDE };

  add_parts (&words, FALSE);
  add_contact (&facts);
  add_bars (&facts);
  add_parts (&facts, TRUE);
  add_code (&facts);
  return MAX (words.y, facts.y);
}

static void
clip_round (cairo_t *cairo, double x, double y, double width, double height)
{
  cairo_new_sub_path (cairo);
  cairo_arc (cairo, x + width - ROUND, y + ROUND, ROUND, -G_PI_2, 0);
  cairo_arc (cairo, x + width - ROUND, y + height - ROUND, ROUND, 0, G_PI_2);
  cairo_arc (cairo, x + ROUND, y + height - ROUND, ROUND, G_PI_2, G_PI);
  cairo_arc (cairo, x + ROUND, y + ROUND, ROUND, G_PI, 1.5 * G_PI);
  cairo_close_path (cairo);
  cairo_clip (cairo);
}

static void
drop_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

/* Fills the frame, and is cut where it is wider or higher. The file takes the JPEG as it is. */
static void
draw_picture (cairo_t *cairo,
              const SolShowcasePicture *picture,
              double x,
              double y,
              double width,
              double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width,
                                                         picture->height);
  const double scale = MAX (width / picture->width, height / picture->height);
  gsize length;
  const guint8 *data = g_bytes_get_data (picture->jpeg, &length);

  cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, length, drop_bytes,
                               g_bytes_ref (picture->jpeg));
  cairo_save (cairo);
  clip_round (cairo, x, y, width, height);
  cairo_translate (cairo, x + (width - scale * picture->width) / 2,
                   y + (height - scale * picture->height) / 2);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_surface (cairo, surface, 0, 0);
  cairo_paint (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (surface);
}

static double
add_head (Sheet *sheet)
{
  const SolShowcase *showcase = sheet->showcase;
  const double aside = showcase->logo.jpeg != NULL ? LOGO + 12 : 0;
  Column head = { sheet, MARGIN + aside, MARGIN, SOL_A4_WIDTH - 2 * MARGIN - aside };

  sheet->size = LARGEST;
  sheet->bottom = SOL_A4_HEIGHT / 3;
  add_text (&head, "H1", showcase->name, "Sans Bold", 2.1, INK);
  add_text (&head, "P", showcase->lead, "Sans", 1.1, SOFT);
  if (showcase->logo.jpeg != NULL)
    draw_picture (sheet->cairo, &showcase->logo, MARGIN, MARGIN, LOGO, LOGO);
  head.y = MAX (head.y, MARGIN + (aside > 0 ? LOGO : 0)) + 8;
  set_colour (sheet->cairo, ACCENT);
  cairo_rectangle (sheet->cairo, MARGIN, head.y, SOL_A4_WIDTH - 2 * MARGIN, 2);
  cairo_fill (sheet->cairo);
  return head.y + 2;
}

static double
add_photo (Sheet *sheet, double y)
{
  if (sheet->showcase->photo.jpeg == NULL)
    return y;
  y += 12;
  draw_picture (sheet->cairo, &sheet->showcase->photo, MARGIN, y, SOL_A4_WIDTH - 2 * MARGIN,
                PHOTO_HEIGHT);
  return y + PHOTO_HEIGHT + 4;
}

static void
add_foot (Sheet *sheet)
{
  Column foot = { sheet, MARGIN, SOL_A4_HEIGHT - MARGIN - FOOT + 8, SOL_A4_WIDTH - 2 * MARGIN };

  sheet->size = LARGEST;
  sheet->bottom = SOL_A4_HEIGHT;
  add_text (&foot, "P", sheet->showcase->foot, "Sans", 0.8, SOFT);
}

static void
draw (Sheet *sheet)
{
  double top, size = LARGEST;

  cairo_tag_begin (sheet->cairo, "Document", NULL);
  sheet->drawn = TRUE;
  top = add_photo (sheet, add_head (sheet));
  sheet->bottom = SOL_A4_HEIGHT - MARGIN - FOOT;
  sheet->drawn = FALSE;
  for (sheet->size = size; fill (sheet, top) > sheet->bottom && size > SMALLEST; sheet->size = size)
    size -= STEP;
  sheet->drawn = TRUE;
  fill (sheet, top);
  add_foot (sheet);
  cairo_tag_end (sheet->cairo, "Document");
}

/**
 * sol_showcase_make_pdf:
 * @showcase: a #SolShowcase
 * @note: (out): 1 when not all of it had its place, else 0
 *
 * A #SolMakeFile: one page, its words as text, and tagged for who listens to it. Any thread.
 *
 * Returns: (transfer full): the file
 */
GBytes *
sol_showcase_make_pdf (gpointer showcase, guint *note)
{
  const SolShowcase *self = showcase;
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (sol_cairo_keep, bytes,
                                                                  SOL_A4_WIDTH, SOL_A4_HEIGHT);
  Sheet sheet = { .showcase = self, .cairo = cairo_create (surface) };

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->name);
  draw (&sheet);
  *note = sheet.shortened;
  cairo_destroy (sheet.cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
