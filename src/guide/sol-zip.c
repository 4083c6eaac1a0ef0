/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guide/sol-zip.h"

#include <string.h>
#include <zlib.h>

/* An archive of a few texts, stored as they are. An OpenDocument file is told by its first bytes:
 * its first member has no extra field and tells its size before it begins, which libarchive's
 * writer does not do. */

#define LOCAL 0x04034b50
#define CENTRAL 0x02014b50
#define END 0x06054b50
#define VERSION 20 /* of the format: 2.0 */
#define DAY 0x21   /* 1 January 1980: the same texts make the same file */

struct _SolZip
{
  GByteArray *bytes;
  GByteArray *directory;
  guint n_members;
};

static void
put (GByteArray *bytes, guint32 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      const guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* What both heads of a member have in common: from the version that is needed to the extra field.
 */
static void
put_head (GByteArray *bytes, const char *name, const char *text)
{
  const guint32 size = (guint32) strlen (text);

  put (bytes, VERSION, 2);
  put (bytes, 0, 2); /* flags */
  put (bytes, 0, 2); /* method: stored */
  put (bytes, 0, 2); /* time */
  put (bytes, DAY, 2);
  put (bytes, (guint32) crc32 (0, (const Bytef *) text, size), 4);
  put (bytes, size, 4);
  put (bytes, size, 4);
  put (bytes, (guint32) strlen (name), 2);
  put (bytes, 0, 2); /* extra field */
}

static void
put_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

SolZip *
sol_zip_new (void)
{
  SolZip *self = g_new0 (SolZip, 1);

  self->bytes = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

/**
 * sol_zip_add:
 * @name: in ASCII, folders by slashes
 * @text: less than 4 GiB
 */
void
sol_zip_add (SolZip *self, const char *name, const char *text)
{
  const guint32 offset = self->bytes->len;

  put (self->bytes, LOCAL, 4);
  put_head (self->bytes, name, text);
  put_text (self->bytes, name);
  put_text (self->bytes, text);

  put (self->directory, CENTRAL, 4);
  put (self->directory, VERSION, 2);
  put_head (self->directory, name, text);
  put (self->directory, 0, 2); /* comment */
  put (self->directory, 0, 2); /* disk */
  put (self->directory, 0, 2); /* kind of content */
  put (self->directory, 0, 4); /* permissions */
  put (self->directory, offset, 4);
  put_text (self->directory, name);
  self->n_members++;
}

/**
 * sol_zip_finish:
 *
 * Returns: (transfer full): the archive
 */
GBytes *
sol_zip_finish (SolZip *owned_self)
{
  GByteArray *bytes = owned_self->bytes;
  const guint32 offset = bytes->len;

  g_byte_array_append (bytes, owned_self->directory->data, owned_self->directory->len);
  put (bytes, END, 4);
  put (bytes, 0, 4); /* disks */
  put (bytes, owned_self->n_members, 2);
  put (bytes, owned_self->n_members, 2);
  put (bytes, owned_self->directory->len, 4);
  put (bytes, offset, 4);
  put (bytes, 0, 2); /* comment */
  g_byte_array_unref (owned_self->directory);
  g_free (owned_self);
  return g_byte_array_free_to_bytes (bytes);
}
