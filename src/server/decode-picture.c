/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/decode-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "model/sol-media.h"

/* What a small file may unfold to: 4 bytes each while it is decoded. */
#define MAX_PIXELS (50 * 1000 * 1000)

static const guint sides[] = { 1600, 320 }; /* pixels: of a page, of a card */

static const struct
{
  const char *media_type;
  const char *format;
} kinds[] = {
  { "image/png", "png" },
  { "image/jpeg", "jpeg" },
  { "image/webp", "webp" },
};

/* The decoders are files themselves: they are read while files may be. */
void
decode_picture_prepare (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (kinds[i].format, NULL);

      if (loader != NULL)
        gdk_pixbuf_loader_close (loader, NULL);
    }
}

static const char *
find_format (const char *media_type)
{
  guint i = 0;

  while (!g_str_equal (kinds[i].media_type, media_type))
    i++;
  return kinds[i].format;
}

/* Told before there is room for pixels: a side of 0 makes the loader give up. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  gboolean *too_large = data;
  const double scale = (double) sides[0] / MAX (MAX (width, height), 1);

  *too_large = (gint64) width * height > MAX_PIXELS;
  if (*too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

/* (transfer full) (nullable): upright; %NULL with @fault */
static GdkPixbuf *
decode (GBytes *bytes, const char *format, const char **fault)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type (format, NULL);
  gboolean too_large = FALSE, written, closed;

  *fault = "unknown-type";
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &too_large);
  written = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  closed = gdk_pixbuf_loader_close (loader, NULL);
  *fault = too_large ? "too-large" : "damaged";
  if (!written || !closed || too_large || !sol_media_is_whole (bytes) ||
      gdk_pixbuf_loader_get_pixbuf (loader) == NULL)
    return NULL;
  *fault = NULL;
  return gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
}

static GdkPixbuf *
shrink (GdkPixbuf *picture, guint side)
{
  const int width = gdk_pixbuf_get_width (picture);
  const int height = gdk_pixbuf_get_height (picture);
  const double scale = MIN ((double) side / MAX (width, height), 1);

  return gdk_pixbuf_scale_simple (picture, MAX ((int) (width * scale), 1),
                                  MAX ((int) (height * scale), 1), GDK_INTERP_BILINEAR);
}

/* Of pixels alone: nothing else that stood in the file comes along. */
static gboolean
draw (GdkPixbuf *picture, guint side, DecodeTake take, gpointer data)
{
  g_autoptr (GdkPixbuf) small = shrink (picture, side);
  g_autofree char *buffer = NULL;
  gsize size;
  gboolean done;

  if (small == NULL)
    return FALSE;
  gdk_pixbuf_remove_option (small, "orientation");
  done = gdk_pixbuf_get_has_alpha (small)
             ? gdk_pixbuf_save_to_buffer (small, &buffer, &size, "png", NULL, NULL)
             : gdk_pixbuf_save_to_buffer (small, &buffer, &size, "jpeg", NULL, "quality", "85",
                                          NULL);
  if (done)
    take (side, buffer, size, data);
  return done;
}

/**
 * decode_picture_look:
 * @take: is given each picture that is drawn anew, as PNG or JPEG
 *
 * Returns: (nullable): why it is refused
 */
const char *
decode_picture_look (GBytes *bytes, const char *media_type, DecodeTake take, gpointer data)
{
  const char *fault;
  g_autoptr (GdkPixbuf) picture = decode (bytes, find_format (media_type), &fault);

  for (guint i = 0; picture != NULL && fault == NULL && i < G_N_ELEMENTS (sides); i++)
    if (!draw (picture, sides[i], take, data))
      fault = "damaged";
  return fault;
}
