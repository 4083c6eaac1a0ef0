/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-uuid.h"

#include <string.h>

#include "model/sol-clock.h"
#include "model/sol-random.h"

/* Of the project's own: what its names are unique within (RFC 9562, section 5.5). */
static const guint8 name_space[16] = { 0x8d, 0x1e, 0x6a, 0x52, 0x90, 0x3b, 0x4c, 0x77,
                                       0xa4, 0x0f, 0x5b, 0x12, 0xe3, 0x68, 0xc9, 0x2d };

static char *
print (guint8 *b, guint version)
{
  b[6] = (guint8) ((b[6] & 0x0f) | (version << 4));
  b[8] = (guint8) ((b[8] & 0x3f) | 0x80);
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/**
 * sol_uuid_from_name:
 * @source: where a record comes from, such as "demo"
 * @key: what it is called there
 *
 * Returns: (transfer full): the UUID (version 5) that the pair always has
 */
char *
sol_uuid_from_name (const char *source, const char *key)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 b[20];
  gsize length = sizeof b;

  g_checksum_update (sum, name_space, sizeof name_space);
  g_checksum_update (sum, (const guchar *) source, (gssize) strlen (source));
  g_checksum_update (sum, (const guchar *) "\n", 1);
  g_checksum_update (sum, (const guchar *) key, (gssize) strlen (key));
  g_checksum_get_digest (sum, b, &length);
  return print (b, 5);
}

/**
 * sol_uuid_new_at:
 * @milliseconds: since 1970
 * @random: (array fixed-size=10): unforeseeable bytes
 *
 * For what a client makes: sorted by the moment, and not the same on two machines.
 *
 * Returns: (transfer full): a UUID (version 7)
 */
char *
sol_uuid_new_at (gint64 milliseconds, const guint8 *random)
{
  guint8 b[16];

  for (guint i = 0; i < 6; i++)
    b[i] = (guint8) (milliseconds >> (40 - 8 * i));
  memcpy (b + 6, random, SOL_UUID_RANDOM);
  return print (b, 7);
}

/**
 * sol_uuid_new:
 *
 * Returns: (transfer full): a UUID (version 7) of this moment
 */
char *
sol_uuid_new (void)
{
  guint8 random[SOL_UUID_RANDOM];

  sol_random_fill (random, sizeof random);
  return sol_uuid_new_at (sol_clock_now () / 1000, random);
}

gboolean
sol_uuid_is_valid (const char *uuid)
{
  return g_uuid_string_is_valid (uuid);
}
