/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-siret.h"

#include <string.h>

#define SIREN_LENGTH 9
#define SIRET_LENGTH 14
#define LA_POSTE                                                                   \
  "356000000" /* its establishments outgrew the key: their digits sum to 5 times n \
               */

/**
 * sol_siret_normalize:
 * @typed: as somebody wrote it, with spaces, dots or no-break spaces
 *
 * Returns: (transfer full) (nullable): its 9 (SIREN) or 14 (SIRET) digits; %NULL for anything else
 */
char *
sol_siret_normalize (const char *typed)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && g_ascii_isdigit ((char) c))
        g_string_append_c (digits, (char) c);
      else if (c != '.' && !g_unichar_isspace (c) && c != 0x202f && c != 0x2007)
        return NULL;
    }

  if (digits->len != SIREN_LENGTH && digits->len != SIRET_LENGTH)
    return NULL;
  return g_strdup (digits->str);
}

static gboolean
all_digits (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

/* Luhn: from the right, every second digit is doubled, the digits of the products are summed. */
static gboolean
has_key (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (digits[length - 1 - i] - '0') * (i % 2 + 1);

      sum += digit > 9 ? digit - 9 : digit;
    }

  return sum % 10 == 0;
}

gboolean
sol_siren_is_valid (const char *siren)
{
  return all_digits (siren, SIREN_LENGTH) && has_key (siren, SIREN_LENGTH);
}

/**
 * sol_siret_is_valid:
 * @siret: digits only
 *
 * Whether it has 14 digits with a right key (INSEE, SIRENE documentation). La Poste's
 * establishments may have one of their own: the sum of all digits is a multiple of 5.
 */
gboolean
sol_siret_is_valid (const char *siret)
{
  guint sum = 0;

  if (!all_digits (siret, SIRET_LENGTH))
    return FALSE;
  if (has_key (siret, SIRET_LENGTH))
    return TRUE;
  if (!g_str_has_prefix (siret, LA_POSTE))
    return FALSE;

  for (guint i = 0; i < SIRET_LENGTH; i++)
    sum += (guint) (siret[i] - '0');
  return sum % 5 == 0;
}

/**
 * sol_siret_format:
 * @siret: 9 or 14 digits; anything else comes back as it is
 *
 * Returns: (transfer full): "123 456 789 00012", with no-break spaces
 */
char *
sol_siret_format (const char *siret)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length = strlen (siret);

  if (!all_digits (siret, SIREN_LENGTH) && !all_digits (siret, SIRET_LENGTH))
    return g_strdup (siret);

  for (gsize i = 0; i < length; i++)
    {
      if (i == 3 || i == 6 || i == 9)
        g_string_append (text, "\u00a0");
      g_string_append_c (text, siret[i]);
    }
  return g_strdup (text->str);
}
