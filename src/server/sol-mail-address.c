/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-mail-address.h"

#include <string.h>

#define LOCAL_MAX 64
#define LABEL_MAX 63

/* Words of letters, digits and @others, with single dots between them. */
static gboolean
is_dotted (const char *text, gsize length, const char *others)
{
  gboolean dot = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && dot)
        return FALSE;
      dot = text[i] == '.';
      if (!dot && !g_ascii_isalnum (text[i]) && strchr (others, text[i]) == NULL)
        return FALSE;
    }
  return !dot;
}

static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  if (!is_dotted (text, strlen (text), "-") || g_strv_length (labels) < 2)
    return FALSE;
  for (char **label = labels; *label != NULL; label++)
    if (strlen (*label) > LABEL_MAX || **label == '-' || g_str_has_suffix (*label, "-"))
      return FALSE;
  return TRUE;
}

/**
 * sol_mail_address_normalise:
 *
 * What can stand in an envelope as it is: no space, line, quote, comma or angle bracket, nor a
 * letter outside ASCII.
 *
 * Returns: (transfer full) (nullable): in small letters, by which an account is known; %NULL: it is
 *   no mail address
 */
char *
sol_mail_address_normalise (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || strlen (text) > SOL_MAIL_ADDRESS_MAX || at - text > LOCAL_MAX ||
      !is_dotted (text, (gsize) (at - text), "!#$%&'*+/=?^_`{|}~-") || !is_domain (at + 1))
    return NULL;
  return g_ascii_strdown (text, -1);
}
