/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-passwords.h"

#include <sodium.h>
#include <string.h>

#define MIN_LENGTH 10 /* characters */

struct _SolPasswords
{
  guint operations;
  gsize memory; /* bytes */
  char *decoy;  /* a hash of nothing, compared where there is no account */
};

/* Of those that are long enough, the ones that are guessed first. In small letters. */
static const char *const common[] = {
  "0123456789",    "01234567890",    "0987654321",
  "1111111111",    "123123123123",   "1234512345",
  "1234567890",    "12345678900",    "12345678910",
  "123456789a",    "1234567891",     "12345678901",
  "123456789012",  "1q2w3e4r5t",     "1q2w3e4r5t6y",
  "1qaz2wsx3edc",  "aaaaaaaaaa",     "abcd123456",
  "abcdefghij",    "administrateur", "administrator",
  "azerty1234",    "azerty12345",    "azerty123456",
  "azertyuiop",    "azertyuiop123",  "basketball",
  "bonjour123",    "changement",     "changeme123",
  "chocolat123",   "doudou1234",     "football123",
  "iloveyou123",   "jetaime123",     "letmein123",
  "loulou1234",    "marseille13",    "michael123",
  "motdepasse",    "motdepasse1",    "motdepasse12",
  "motdepasse123", "mot de passe",   "passw0rd123",
  "password01",    "password12",     "password123",
  "password1234",  "password12345",  "princesse1",
  "q1w2e3r4t5",    "qwerty1234",     "qwerty12345",
  "qwerty123456",  "qwertyuiop",     "qwertyuiop123",
  "soleil1234",    "sunshine123",    "superman123",
  "welcome123",    "zxcvbnm123",     NULL,
};

/**
 * sol_passwords_new:
 * @operations: passes of Argon2id, from 1
 * @kib: its memory, from 8
 */
SolPasswords *
sol_passwords_new (guint operations, guint kib, GError **error)
{
  g_autoptr (SolPasswords) self = g_new0 (SolPasswords, 1);

  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The cryptography does not start");
      return NULL;
    }
  self->operations = operations;
  self->memory = (gsize) kib * 1024;
  self->decoy = sol_passwords_hash (self, "");
  if (self->decoy != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "A password cannot be hashed with %u passes over %u KiB", operations, kib);
  return NULL;
}

void
sol_passwords_free (SolPasswords *self)
{
  g_free (self->decoy);
  g_free (self);
}

/**
 * sol_passwords_hash:
 *
 * Returns: (transfer full) (nullable): Argon2id, with its salt and cost; %NULL: no memory
 */
char *
sol_passwords_hash (SolPasswords *self, const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str_alg (hash, password, strlen (password), self->operations, self->memory,
                             crypto_pwhash_ALG_ARGON2ID13) != 0)
    return NULL;
  return g_strdup (hash);
}

/**
 * sol_passwords_verify:
 * @hash: (nullable): %NULL: there is no such account, or "": it has no password, which takes the
 *   same time
 */
gboolean
sol_passwords_verify (SolPasswords *self, const char *hash, const char *password)
{
  gboolean has = hash != NULL && *hash != '\0';
  const char *compared = has ? hash : self->decoy;

  return crypto_pwhash_str_verify (compared, password, strlen (password)) == 0 && has;
}

/* Whether @hash was made at another cost than new ones are. */
gboolean
sol_passwords_is_outdated (SolPasswords *self, const char *hash)
{
  return crypto_pwhash_str_needs_rehash (hash, self->operations, self->memory) != 0;
}

/**
 * sol_password_check:
 * @address: whose password it would be
 *
 * Returns: (nullable) (transfer none): what is wrong with it, for a person
 */
const char *
sol_password_check (const char *password, const char *address)
{
  glong length = g_utf8_strlen (password, -1);
  g_autofree char *small = g_utf8_strdown (password, -1);

  if (length < MIN_LENGTH || length > SOL_PASSWORD_MAX)
    return "A password has 10 to 128 characters";
  if (g_strv_contains (common, small))
    return "This password is one of those that are guessed first: take another one";
  if (g_ascii_strcasecmp (small, address) == 0)
    return "The password is the mail address: take another one";
  return NULL;
}
