/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-cursor.h"

#include <string.h>

#define VERSION 2
#define SIGNATURE_SIZE 16 /* bytes kept of the HMAC */

/* As it lies in the text, numbers with their highest byte first. */
typedef struct __attribute__ ((packed))
{
  guint8 version;
  guint8 feed[16];
  guint64 types;
  guint64 seq;
  guint64 base;
  guint64 account;
  guint64 told;
  guint64 rights;
  guint64 filled;
  guint8 signature[SIGNATURE_SIZE];
} Packed;

/* The first 64 bits. */
static guint64
finish (GChecksum *sum)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 hash;

  g_checksum_get_digest (sum, digest, &size);
  memcpy (&hash, digest, sizeof hash);
  return hash;
}

/**
 * sol_cursor_hash_types:
 * @types: (nullable): names in order; %NULL: all there are and will be
 */
guint64
sol_cursor_hash_types (const char *const *types)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (types == NULL)
    return 0;
  for (; *types != NULL; types++)
    g_checksum_update (sum, (const guchar *) *types, (gssize) strlen (*types) + 1);
  return finish (sum);
}

/**
 * sol_cursor_hash_account:
 *
 * Returns: never 0
 */
guint64
sol_cursor_hash_account (const char *account)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) account, (gssize) strlen (account));
  return finish (sum) | 1;
}

static void
sign (const SolCursorSigner *signer, const Packed *packed, guint8 *signature)
{
  g_autoptr (GHmac)
      hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) signer->key, strlen (signer->key));
  guint8 digest[32];
  gsize size = sizeof digest;

  g_hmac_update (hmac, (const guchar *) packed, (gssize) G_STRUCT_OFFSET (Packed, signature));
  g_hmac_get_digest (hmac, digest, &size);
  memcpy (signature, digest, SIGNATURE_SIZE);
}

static void
pack_feed (const char *uuid, guint8 *feed)
{
  guint n = 0;

  memset (feed, 0, 16);
  for (const char *at = uuid; *at != '\0' && n < 32; at++)
    if (g_ascii_isxdigit (*at))
      {
        feed[n / 2] = (guint8) (feed[n / 2] << 4 | g_ascii_xdigit_value (*at));
        n++;
      }
}

/**
 * sol_cursor_print:
 *
 * The same cursor gives the same text, so that it serves as an ETag.
 *
 * Returns: (transfer full): letters, figures, "-" and "_", below %SOL_CURSOR_MAX_LENGTH
 */
char *
sol_cursor_print (const SolCursorSigner *signer, const SolCursor *cursor)
{
  Packed packed = {
    .version = VERSION,
    .types = GUINT64_TO_BE (cursor->types),
    .seq = GUINT64_TO_BE ((guint64) cursor->seq),
    .base = GUINT64_TO_BE ((guint64) cursor->base),
    .account = GUINT64_TO_BE (cursor->account),
    .told = GUINT64_TO_BE ((guint64) cursor->told),
    .rights = GUINT64_TO_BE ((guint64) cursor->rights),
    .filled = GUINT64_TO_BE ((guint64) cursor->filled),
  };
  g_autofree char *text = NULL;

  pack_feed (signer->feed, packed.feed);
  sign (signer, &packed, packed.signature);
  text = g_base64_encode ((const guchar *) &packed, sizeof packed);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return g_steal_pointer (&text);
}

/* How many bytes the cursors of a version have; 0 of one that never was. */
static gsize
get_size (guint8 version)
{
  static const gsize sizes[] = { 0, 57, sizeof (Packed) };

  return version < G_N_ELEMENTS (sizes) ? sizes[version] : 0;
}

static SolCursorVerdict
decode (const char *text, Packed *packed)
{
  g_autofree char *base64 = NULL;
  g_autofree guchar *bytes = NULL;
  gsize size;

  if (strlen (text) > SOL_CURSOR_MAX_LENGTH)
    return SOL_CURSOR_BAD;
  base64 = g_strconcat (text, strlen (text) % 4 == 0 ? "" : "==" + (strlen (text) % 4 == 3), NULL);
  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  bytes = g_base64_decode (base64, &size);
  if (bytes == NULL || size == 0 || size != get_size (bytes[0]))
    return SOL_CURSOR_BAD;
  if (bytes[0] != VERSION)
    return SOL_CURSOR_OLD;
  memcpy (packed, bytes, sizeof *packed);
  return SOL_CURSOR_GOOD;
}

/* Takes as long whatever differs. */
static gboolean
signatures_equal (const guint8 *a, const guint8 *b)
{
  guint8 difference = 0;

  for (guint i = 0; i < SIGNATURE_SIZE; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

/**
 * sol_cursor_parse:
 * @text: what a client sent
 * @account: hash of who brings it; 0: it is to be one of the public feed
 * @types: hash of the types it asks for now
 * @cursor: (out): set when it is good
 */
SolCursorVerdict
sol_cursor_parse (const SolCursorSigner *signer,
                  const char *text,
                  guint64 account,
                  guint64 types,
                  SolCursor *cursor)
{
  guint8 signature[SIGNATURE_SIZE], feed[16];
  Packed packed;
  SolCursorVerdict decoded = decode (text, &packed);

  if (decoded != SOL_CURSOR_GOOD)
    return decoded;
  pack_feed (signer->feed, feed);
  if (memcmp (feed, packed.feed, sizeof feed) != 0)
    return SOL_CURSOR_FEED;
  sign (signer, &packed, signature);
  if (!signatures_equal (signature, packed.signature))
    return SOL_CURSOR_BAD;
  cursor->types = GUINT64_FROM_BE (packed.types);
  cursor->seq = (gint64) GUINT64_FROM_BE (packed.seq);
  cursor->base = (gint64) GUINT64_FROM_BE (packed.base);
  cursor->account = GUINT64_FROM_BE (packed.account);
  cursor->told = (gint64) GUINT64_FROM_BE (packed.told);
  cursor->rights = (gint64) GUINT64_FROM_BE (packed.rights);
  cursor->filled = (gint64) GUINT64_FROM_BE (packed.filled);
  if (cursor->account != account)
    return SOL_CURSOR_ACCOUNT;
  return cursor->types == types ? SOL_CURSOR_GOOD : SOL_CURSOR_TYPES;
}
