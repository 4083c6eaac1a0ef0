/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-picture-decoder.h"

#include <glib/gi18n.h>

#include "model/sol-media.h"

/* What a small file may unfold to: 4 bytes each while it is decoded. */
#define MAX_PIXELS (16 * 1000 * 1000)

/* Anybody may send a picture: the two formats in which a server shows them, and no loader more. */
static const char *
find_format (GBytes *picture, gboolean own)
{
  static const char *const kinds[][2] = { { "image/png", "png" },
                                          { "image/jpeg", "jpeg" },
                                          { "image/webp", "webp" } };
  const char *media_type = sol_media_find_type (picture);

  for (guint i = 0; i < (own ? 3 : 2); i++)
    if (g_strcmp0 (media_type, kinds[i][0]) == 0)
      return kinds[i][1];
  return NULL;
}

typedef struct
{
  int max_side;
  gboolean too_large;
} Size;

/* Told before there is room for pixels: a side of 0 makes the loader give up. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Size *size = data;
  const double scale = (double) size->max_side / MAX (MAX (width, height), 1);

  size->too_large = (gint64) width * height > MAX_PIXELS;
  if (size->too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
  else if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

/* A loader must be closed, also after an error, which is the one that is told. */
static gboolean
load (GdkPixbufLoader *loader, GBytes *picture, const Size *size, GError **error)
{
  g_autoptr (GError) cause = NULL;
  const gboolean written = gdk_pixbuf_loader_write_bytes (loader, picture, &cause);
  const gboolean closed = gdk_pixbuf_loader_close (loader, written ? &cause : NULL);

  if (written && closed)
    return TRUE;
  if (size->too_large)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                         _ ("The picture is too large."));
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static GdkTexture *
make_texture (GdkPixbufLoader *loader, GBytes *picture, GError **error)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  g_autoptr (GdkPixbuf) upright = NULL;

  if (pixbuf == NULL || !sol_media_is_whole (picture))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("The picture is not whole."));
      return NULL;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return gdk_texture_new_for_pixbuf (upright);
}

static GdkTexture *
decode (GBytes *picture, const char *format, int max_side, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  Size size = { .max_side = max_side };

  if (format == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is no picture in PNG or JPEG."));
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_type (format, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size);
  if (!load (loader, picture, &size, error))
    return NULL;
  return make_texture (loader, picture, error);
}

/**
 * sol_picture_decode:
 * @max_side: the longest side it is made to have, in pixels
 *
 * Decodes a PNG or JPEG. For any thread; takes its time.
 *
 * Returns: (transfer full): %NULL with an error for what is no whole picture, and for one of too
 *   many pixels, of which none is decoded
 */
GdkTexture *
sol_picture_decode (GBytes *picture, int max_side, GError **error)
{
  return decode (picture, find_format (picture, FALSE), max_side, error);
}

/**
 * sol_picture_decode_own:
 *
 * Likewise, of a file of the user's own: also a WebP, where this computer has a loader of it. It
 * has none when the error is %GDK_PIXBUF_ERROR_UNKNOWN_TYPE.
 */
GdkTexture *
sol_picture_decode_own (GBytes *picture, int max_side, GError **error)
{
  return decode (picture, find_format (picture, TRUE), max_side, error);
}
