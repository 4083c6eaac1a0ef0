/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/sol-picture-decoder.h"

#define IHDR_AT 12 /* bytes: signature and length of the chunk before its name */
#define IHDR_SIZE 17
#define CRC_AT (IHDR_AT + IHDR_SIZE)

/* A real picture, as a program saves it. */
static GBytes *
make_picture (const char *format, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0x1f7a6dff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static guint32
compute_crc (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
    }
  return crc ^ 0xffffffff;
}

static void
write_number (guint8 *at, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (at, &number, sizeof number);
}

/* A few hundred bytes that say they are a picture of so many pixels. */
static GBytes *
make_bomb (guint32 width, guint32 height)
{
  g_autoptr (GBytes) small = make_picture ("png", 8, 8);
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&small), &size);

  write_number (data + IHDR_AT + 4, width);
  write_number (data + IHDR_AT + 8, height);
  write_number (data + CRC_AT, compute_crc (data + IHDR_AT, IHDR_SIZE));
  return g_bytes_new_take (data, size);
}

static void
test_is_made_no_larger_than_shown (void)
{
  const char *const formats[] = { "png", "jpeg" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) picture = make_picture (formats[i], 600, 300);
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = sol_picture_decode (picture, 200, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 200);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, 100);
    }
}

static void
test_small_stays_small (void)
{
  g_autoptr (GBytes) picture = make_picture ("png", 64, 48);
  g_autoptr (GdkTexture) texture = sol_picture_decode (picture, 200, NULL);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 64);
}

/* A photograph as a telephone held upright saves it: lying, with a word on how to turn it. */
static GBytes *
make_turned (int width, int height)
{
  static const guint8 turn[] = {
    0xff, 0xe1, 0,    34, 'E', 'x', 'i', 'f', 0, 0, /* a block of 34 bytes */
    'I',  'I',  '*',  0,  8,   0,   0,   0,         /* little end first; its table at 8 */
    1,    0,    0x12, 1,  3,   0,   1,   0,   0, 0, /* one entry: orientation, one short */
    6,    0,    0,    0,  0,   0,   0,   0          /* to the right; no more tables */
  };
  g_autoptr (GBytes) lying = make_picture ("jpeg", width, height);
  GByteArray *picture = g_byte_array_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (lying, &size);

  g_byte_array_append (picture, data, 2);
  g_byte_array_append (picture, turn, sizeof turn);
  g_byte_array_append (picture, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (picture);
}

static void
test_photograph_stands_upright (void)
{
  g_autoptr (GBytes) picture = make_turned (60, 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sol_picture_decode (picture, 200, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 30);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 60);
}

static gboolean
holds (GBytes *content, const char *mark)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return memmem (data, size, mark, strlen (mark)) != NULL;
}

static void
assert_size (GBytes *picture, int width, int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sol_picture_decode (picture, 5000, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
}

/* What a camera and a program say of it stays on this computer. */
static void
test_what_leaves_is_pixels_alone (void)
{
  g_autoptr (GBytes) photograph = make_turned (60, 30);
  g_autoptr (GBytes) light = sol_picture_lighten (photograph, 200, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 40, 20);
  g_autoptr (GBytes) signed_by = NULL;
  g_autoptr (GBytes) unsigned_by = NULL;
  char *data;
  gsize size;

  g_assert_true (holds (photograph, "Exif"));
  g_assert_false (holds (light, "Exif"));
  assert_size (light, 30, 60);

  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, "tEXt::Author", "Ada", NULL);
  signed_by = g_bytes_new_take (data, size);
  unsigned_by = sol_picture_lighten (signed_by, 200, NULL);
  g_assert_true (holds (signed_by, "Ada"));
  g_assert_false (holds (unsigned_by, "tEXt"));
  assert_size (unsigned_by, 40, 20);
}

static void
test_what_leaves_is_no_larger_than_shown (void)
{
  g_autoptr (GBytes) large = make_picture ("jpeg", 900, 300);
  g_autoptr (GBytes) small = make_picture ("png", 90, 30);
  g_autoptr (GBytes) light = sol_picture_lighten (large, 300, NULL);
  g_autoptr (GBytes) same = sol_picture_lighten (small, 300, NULL);
  g_autoptr (GBytes) camera = make_bomb (6000, 4000);
  g_autoptr (GBytes) shown = NULL;
  g_autoptr (GBytes) poster = make_bomb (9000, 9000);
  g_autoptr (GError) error = NULL;

  assert_size (light, 300, 100);
  g_assert_true (same == small);
  /* As large as cameras make them it is looked at; larger, not. */
  shown = sol_picture_lighten (camera, 300, &error);
  g_assert_no_error (error);
  g_assert_null (sol_picture_lighten (poster, 300, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
test_too_many_pixels_are_refused_unread (void)
{
  const guint32 sizes[][2] = { { 5000, 5000 }, { 60000, 60000 }, { 1000000, 17 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bomb = make_bomb (sizes[i][0], sizes[i][1]);
      g_autoptr (GError) error = NULL;

      g_assert_null (sol_picture_decode (bomb, 200, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
    }
}

static void
test_anything_else_is_refused (void)
{
  const char *const texts[] = {
    "",
    "\x89PNG\r\n\x1a\n",
    "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "GIF89a\1\1\1\1\1\1",
    "\x89PNG\r\n\x1a\nand then something else altogether",
    "\xff\xd8\xff\xe0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (sol_picture_decode (bytes, 200, &error));
      g_assert_nonnull (error);
    }
}

/* At whatever byte the file ends. */
static void
test_cut_is_refused (void)
{
  const char *const formats[] = { "png", "jpeg" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GBytes) whole = make_picture (formats[i], 40, 30);

      for (gsize length = 0; length < g_bytes_get_size (whole); length++)
        {
          g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, length);
          g_autoptr (GError) error = NULL;

          g_assert_null (sol_picture_decode (cut, 200, &error));
          g_assert_nonnull (error);
        }
    }
}

/* One pixel. What others send is not decoded as one, nor is one that was cut. */
static void
test_webp_is_shown_if_it_is_his_own (void)
{
  static const guint8 webp[] = { 'R', 'I', 'F', 'F', 26, 0,    0,    0,    'W',  'E', 'B', 'P',
                                 'V', 'P', '8', 'L', 13, 0,    0,    0,    0x2f, 0,   0,   0,
                                 16,  7,   16,  17,  17, 0x88, 0x88, 0xfe, 7,    0 };
  g_autoptr (GBytes) whole = g_bytes_new_static (webp, sizeof webp);
  g_autoptr (GBytes) cut = g_bytes_new_static (webp, sizeof webp - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sol_picture_decode_own (whole, 200, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1);
  g_assert_null (sol_picture_decode_own (cut, 200, NULL));
  g_assert_null (sol_picture_decode (whole, 200, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture-decoder/what-leaves-is-pixels-alone",
                   test_what_leaves_is_pixels_alone);
  g_test_add_func ("/picture-decoder/what-leaves-is-no-larger-than-shown",
                   test_what_leaves_is_no_larger_than_shown);
  g_test_add_func ("/picture-decoder/is-made-no-larger-than-shown",
                   test_is_made_no_larger_than_shown);
  g_test_add_func ("/picture-decoder/small-stays-small", test_small_stays_small);
  g_test_add_func ("/picture-decoder/photograph-stands-upright", test_photograph_stands_upright);
  g_test_add_func ("/picture-decoder/too-many-pixels-are-refused-unread",
                   test_too_many_pixels_are_refused_unread);
  g_test_add_func ("/picture-decoder/anything-else-is-refused", test_anything_else_is_refused);
  g_test_add_func ("/picture-decoder/cut-is-refused", test_cut_is_refused);
  g_test_add_func ("/picture-decoder/webp-is-shown-if-it-is-his-own",
                   test_webp_is_shown_if_it_is_his_own);
  return g_test_run ();
}
