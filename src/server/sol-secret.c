/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-secret.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_SIZE 32  /* bytes: 256 bits */
#define CODE_LENGTH 10 /* letters of 5 bits: a stolen hash outlives the code */
#define CODE_GROUP 5

/* No I, L, O or U: nobody takes one letter for another (Crockford's). */
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * sol_secret_new_token:
 *
 * Returns: (transfer full): 256 random bits that fit into a header; free with sol_secret_free()
 */
char *
sol_secret_new_token (void)
{
  guint8 bytes[TOKEN_SIZE];
  gsize size = sodium_base64_encoded_len (sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, size, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return text;
}

/**
 * sol_secret_new_code:
 *
 * Returns: (transfer full): what a person reads in a mail and types: "7K3QZ-0MX4T"
 */
char *
sol_secret_new_code (void)
{
  GString *code = g_string_new (NULL);

  for (guint i = 0; i < CODE_LENGTH; i++)
    {
      if (i == CODE_GROUP)
        g_string_append_c (code, '-');
      g_string_append_c (code, letters[randombytes_uniform (sizeof letters - 1)]);
    }
  return g_string_free (code, FALSE);
}

/**
 * sol_secret_new_long_code:
 *
 * Returns: (transfer full): two codes as one, for what is good for weeks: its hash must not be
 *   guessed back in that time
 */
char *
sol_secret_new_long_code (void)
{
  char *first = sol_secret_new_code ();
  char *second = sol_secret_new_code ();
  char *code = g_strconcat (first, "-", second, NULL);

  sol_secret_free (first);
  sol_secret_free (second);
  return code;
}

/**
 * sol_secret_normalise_code:
 * @typed: by a person: in small letters, with spaces, with O for 0
 *
 * Returns: (transfer full): the letters of the code alone
 */
char *
sol_secret_normalise_code (const char *typed)
{
  GString *code = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at++)
    {
      char letter = g_ascii_toupper (*at);

      if (letter == 'O')
        letter = '0';
      else if (letter == 'I' || letter == 'L')
        letter = '1';
      if (letter != ' ' && letter != '-')
        g_string_append_c (code, letter);
    }
  return g_string_free (code, FALSE);
}

/**
 * sol_secret_hash:
 * @purpose: a secret of one purpose is none of another
 *
 * Returns: (transfer full): SHA-256, in hexadecimal digits
 */
char *
sol_secret_hash (const char *purpose, const char *secret)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) purpose, (gssize) strlen (purpose) + 1);
  g_checksum_update (sum, (const guchar *) secret, (gssize) strlen (secret));
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * sol_secret_hash_code:
 * @purpose: as of sol_secret_hash()
 * @typed: as of sol_secret_normalise_code()
 *
 * Returns: (transfer full): by which the database knows the code
 */
char *
sol_secret_hash_code (const char *purpose, const char *typed)
{
  char *code = sol_secret_normalise_code (typed);
  char *hash = sol_secret_hash (purpose, code);

  sol_secret_free (code);
  return hash;
}

/* Leaves nothing of it in memory. */
void
sol_secret_free (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}
