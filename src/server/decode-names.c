/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/decode-names.h"

#include <string.h>
#include <zlib.h>

#define MAX_UNPACKED (64 * 1024 * 1024) /* bytes, of all the objects of a document */
#define BLOCK (64 * 1024)               /* bytes */
#define MAX_HEAD 1024                   /* bytes, of what tells what a stream is */

/* Whether a PDF names something anywhere in its objects: the library tells of some places where an
 * action may stand, and not of all. Objects lie in the text or packed in streams. */

/* "/J#61va" is another way to write "/Java". */
static void
unescape (GByteArray *text)
{
  guint to = 0;

  for (guint at = 0; at < text->len; at++)
    {
      const char *escape = (const char *) text->data + at;

      if (*escape == '#' && at + 2 < text->len && g_ascii_isxdigit (escape[1]) &&
          g_ascii_isxdigit (escape[2]))
        {
          text->data[to++] = (guint8) (g_ascii_xdigit_value (escape[1]) * 16 +
                                       g_ascii_xdigit_value (escape[2]));
          at += 2;
        }
      else
        text->data[to++] = text->data[at];
    }
  g_byte_array_set_size (text, to);
}

static gboolean
has (GByteArray *text, const char *name)
{
  unescape (text);
  return text->len > 0 && memmem (text->data, text->len, name, strlen (name)) != NULL;
}

/* What can be had of it, when it is not whole. */
static GByteArray *
unpack (const char *packed, gsize size, gsize *left)
{
  GByteArray *text = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);
  z_stream stream = { .next_in = (guint8 *) packed, .avail_in = (uInt) size };
  int code = inflateInit (&stream);

  while (code == Z_OK && *left >= BLOCK)
    {
      stream.next_out = block;
      stream.avail_out = BLOCK;
      code = inflate (&stream, Z_NO_FLUSH);
      g_byte_array_append (text, block, BLOCK - stream.avail_out);
      *left -= BLOCK - stream.avail_out;
      if (stream.avail_out == BLOCK)
        break;
    }
  inflateEnd (&stream);
  return text;
}

/* What stands before the word "stream" tells that objects are packed in it. */
static gboolean
holds_objects (const char *data, const char *word)
{
  const gsize length = MIN ((gsize) (word - data), MAX_HEAD);

  return memmem (word - length, length, "ObjStm", strlen ("ObjStm")) != NULL;
}

static gboolean
stream_has (const char *packed, const char *end, gsize *left, const char *name)
{
  g_autoptr (GByteArray) text = NULL;

  while (packed < end && (*packed == '\r' || *packed == '\n'))
    packed++;
  text = unpack (packed, (gsize) (end - packed), left);
  return has (text, name);
}

gboolean
decode_names_has (GBytes *document, const char *name)
{
  gsize size, left = MAX_UNPACKED;
  const char *data = g_bytes_get_data (document, &size);
  const char *end = data + size;
  g_autoptr (GByteArray) plain = g_byte_array_new ();

  g_byte_array_append (plain, (const guint8 *) data, (guint) size);
  if (has (plain, name))
    return TRUE;
  for (const char *at = data;
       (at = memmem (at, (gsize) (end - at), "stream", strlen ("stream"))) != NULL;)
    {
      const char *word = at;

      at += strlen ("stream");
      if (holds_objects (data, word) && stream_has (at, end, &left, name))
        return TRUE;
    }
  return FALSE;
}
