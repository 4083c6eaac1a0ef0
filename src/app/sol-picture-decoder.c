/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sol-picture-decoder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/sol-media.h"

/* What a small file may unfold to: 4 bytes each while it is decoded. One's own are as large as
 * cameras make them, and the server takes them. */
#define MAX_PIXELS (16 * 1000 * 1000)
#define MAX_OWN_PIXELS (50 * 1000 * 1000)
#define QUALITY "90" /* of a JPEG, out of 100 */

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
  gint64 max_pixels;
  gboolean too_large;
  gboolean scaled;
} Size;

/* Told before there is room for pixels: a side of 0 makes the loader give up. */
static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Size *size = data;
  const double scale = (double) size->max_side / MAX (MAX (width, height), 1);

  size->too_large = (gint64) width * height > size->max_pixels;
  size->scaled = scale < 1;
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

static GdkPixbuf *
turn_upright (GdkPixbufLoader *loader, GBytes *picture, GError **error)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (pixbuf != NULL && sol_media_is_whole (picture))
    return gdk_pixbuf_apply_embedded_orientation (pixbuf);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The picture is not whole."));
  return NULL;
}

static GdkPixbuf *
decode (GBytes *picture, const char *format, Size *size, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;

  if (format == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("This is no picture in PNG or JPEG."));
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_type (format, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), size);
  if (!load (loader, picture, size, error))
    return NULL;
  return turn_upright (loader, picture, error);
}

static GdkTexture *
make_texture (GBytes *picture, gboolean own, int max_side, GError **error)
{
  Size size = { max_side, own ? MAX_OWN_PIXELS : MAX_PIXELS };
  g_autoptr (GdkPixbuf) pixbuf = decode (picture, find_format (picture, own), &size, error);

  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
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
  return make_texture (picture, FALSE, max_side, error);
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
  return make_texture (picture, TRUE, max_side, error);
}

/* Where, when and with what it was taken, by whom it was worked on. What only looks so is written
 * anew for nothing. */
static gboolean
tells_more (GBytes *picture)
{
  static const char *const marks[] = {
    "Exif", "http://ns.adobe.com/", "Photoshop 3.0", "eXIf", "tEXt", "zTXt", "iTXt", "tIME", "EXIF",
    "XMP "
  };
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (data, size, marks[i], strlen (marks[i])) != NULL)
      return TRUE;
  return FALSE;
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *format, GError **error)
{
  const gboolean jpeg = !g_str_equal (format, "png") && !gdk_pixbuf_get_has_alpha (pixbuf);
  char *data;
  gsize size;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, jpeg ? "jpeg" : "png", error,
                                  jpeg ? "quality" : NULL, QUALITY, NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/**
 * sol_picture_lighten:
 * @picture: of the user's own
 * @max_side: the longest side it is made to have, in pixels
 *
 * Makes of it what is sent: the pixels alone, upright, and no more of them than are shown. For any
 * thread; takes its time.
 *
 * Returns: (transfer full): @picture itself where there is nothing to take away; %NULL with an
 *   error as of sol_picture_decode_own()
 */
GBytes *
sol_picture_lighten (GBytes *picture, int max_side, GError **error)
{
  const char *format = find_format (picture, TRUE);
  Size size = { max_side, MAX_OWN_PIXELS };
  g_autoptr (GdkPixbuf) pixbuf = decode (picture, format, &size, error);

  if (pixbuf == NULL)
    return NULL;
  return size.scaled || tells_more (picture) ? encode (pixbuf, format, error)
                                             : g_bytes_ref (picture);
}
