/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-media.h"

#include <string.h>

#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG_SCAN "\xff\xda"
#define JPEG_END "\xff\xd9"
#define PDF_END "%%EOF"
/* Bytes in which readers look for it: a program may write something behind. */
#define PDF_TAIL 4096
#define RIFF_HEAD 8 /* bytes, before those that it counts */

/* The media that may be attached. */
static const struct
{
  const char *media_type;
  const char *magic;
  gsize at;
} kinds[] = {
  { "image/png", "\x89PNG\r\n\x1a\n", 0 },
  { "image/jpeg", "\xff\xd8\xff", 0 },
  { "image/webp", "WEBP", 8 },
  { "application/pdf", "%PDF-", 0 },
};

/**
 * sol_media_find_type:
 *
 * Returns: (nullable): what its first bytes say that it is, of what may be attached
 */
const char *
sol_media_find_type (GBytes *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size > kinds[i].at + strlen (kinds[i].magic) &&
        memcmp (data + kinds[i].at, kinds[i].magic, strlen (kinds[i].magic)) == 0)
      return kinds[i].media_type;
  return NULL;
}

/* Behind the next such mark. */
static const char *
find_mark (const char *start, const char *end, const char *mark)
{
  const char *found = memmem (start, (gsize) (end - start), mark, strlen (mark));

  return found != NULL ? found + strlen (mark) : NULL;
}

/* Smaller pictures may lie before the one that it is of. */
static gboolean
is_whole_jpeg (const char *data, gsize size)
{
  const char *scan = NULL;

  for (const char *at = data; at != NULL; at = find_mark (at, data + size, JPEG_SCAN))
    scan = at;
  return find_mark (scan, data + size, JPEG_END) != NULL;
}

static gboolean
is_whole_webp (const char *data, gsize size)
{
  guint32 told;

  memcpy (&told, data + strlen ("RIFF"), sizeof told);
  return size - RIFF_HEAD >= GUINT32_FROM_LE (told);
}

static gboolean
is_whole_pdf (const char *data, gsize size)
{
  const gsize tail = MIN (size, PDF_TAIL);

  return find_mark (data + size - tail, data + size, PDF_END) != NULL;
}

/**
 * sol_media_is_whole:
 * @content: of a type that may be attached
 *
 * Whether its end is there: loaders draw what there is of a picture that was cut, and show a
 * document that was cut as empty or not at all.
 */
gboolean
sol_media_is_whole (GBytes *content)
{
  const char *media_type = sol_media_find_type (content);
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  if (g_strcmp0 (media_type, "image/png") == 0)
    return memmem (data, size, PNG_END, sizeof PNG_END - 1) != NULL;
  if (g_strcmp0 (media_type, "image/jpeg") == 0)
    return is_whole_jpeg (data, size);
  if (g_strcmp0 (media_type, "application/pdf") == 0)
    return is_whole_pdf (data, size);
  return g_strcmp0 (media_type, "image/webp") != 0 || is_whole_webp (data, size);
}
