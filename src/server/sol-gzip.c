/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-gzip.h"

#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* the greatest window, and a gzip head and tail */
#define MEMORY_LEVEL 8
#define CHUNK (32 * 1024)

struct _SolGzip
{
  z_stream stream;
};

/**
 * sol_gzip_new:
 * @level: 1 (fast) to 9 (small)
 */
SolGzip *
sol_gzip_new (int level)
{
  SolGzip *self = g_new0 (SolGzip, 1);

  if (deflateInit2 (&self->stream, level, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                    Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib has no memory for a stream");
  return self;
}

void
sol_gzip_free (SolGzip *self)
{
  deflateEnd (&self->stream);
  g_free (self);
}

/**
 * sol_gzip_pack:
 * @text: (array length=length): what comes next
 * @last: nothing comes after it; the member ends, and the next call begins another one
 * @packed: gets what is ready, which may be nothing
 *
 * Returns: the number of bytes added
 */
gsize
sol_gzip_pack (SolGzip *self, const char *text, gsize length, gboolean last, GByteArray *packed)
{
  gsize before = packed->len;
  guint8 chunk[CHUNK];

  self->stream.next_in = (Bytef *) text;
  self->stream.avail_in = (uInt) length;
  do
    {
      self->stream.next_out = chunk;
      self->stream.avail_out = sizeof chunk;
      deflate (&self->stream, last ? Z_FINISH : Z_NO_FLUSH);
      g_byte_array_append (packed, chunk, sizeof chunk - self->stream.avail_out);
    }
  while (self->stream.avail_out == 0);
  if (last)
    deflateReset (&self->stream);
  return packed->len - before;
}

/* One gzip member of the whole. */
GBytes *
sol_gzip_bytes (GBytes *bytes, int level)
{
  g_autoptr (SolGzip) gzip = sol_gzip_new (level);
  GByteArray *packed = g_byte_array_new ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  sol_gzip_pack (gzip, data, size, TRUE, packed);
  return g_byte_array_free_to_bytes (packed);
}
