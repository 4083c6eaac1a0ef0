/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-contact-link.h"

#include <string.h>

#include "model/sol-link.h"

#define MIN_PHONE_DIGITS 3

/**
 * sol_contact_link_make_mail:
 * @address: (nullable): a mailbox
 * @subject: (nullable): what the mail is about
 * @body: (nullable): how it begins
 *
 * Returns: (transfer full) (nullable): the link that writes to it, %NULL for what is no mailbox
 */
char *
sol_contact_link_make_mail (const char *address, const char *subject, const char *body)
{
  g_autofree char *stripped = g_strstrip (g_strdup (address == NULL ? "" : address));
  const char *at = strchr (stripped, '@');
  g_autoptr (GString) uri = g_string_new ("mailto:");

  if (at == NULL || at == stripped || strchr (at, '.') == NULL || strchr (at + 1, '@') != NULL ||
      sol_link_has_odd_characters (stripped))
    return NULL;
  g_string_append_uri_escaped (uri, stripped, "@", FALSE);
  if (subject != NULL)
    {
      g_string_append (uri, "?subject=");
      g_string_append_uri_escaped (uri, subject, NULL, FALSE);
    }
  if (body != NULL)
    {
      g_string_append (uri, subject == NULL ? "?body=" : "&body=");
      g_string_append_uri_escaped (uri, body, NULL, FALSE);
    }
  return g_string_free (g_steal_pointer (&uri), FALSE);
}

/**
 * sol_contact_link_make_call:
 * @phone: (nullable): a telephone number as somebody wrote it
 *
 * Returns: (transfer full) (nullable): the link that calls it, %NULL for what is no number
 */
char *
sol_contact_link_make_call (const char *phone)
{
  g_autoptr (GString) uri = g_string_new ("tel:");
  guint n_digits = 0;

  for (const char *at = phone == NULL ? "" : phone; *at != '\0'; at = g_utf8_next_char (at))
    if (g_ascii_isdigit (*at))
      {
        g_string_append_c (uri, *at);
        n_digits++;
      }
    else if (*at == '+' && n_digits == 0)
      g_string_append_c (uri, '+');
    else if (strchr (" .-()/", *at) == NULL && g_utf8_get_char (at) != 0xa0)
      return NULL;
  return n_digits < MIN_PHONE_DIGITS ? NULL : g_string_free (g_steal_pointer (&uri), FALSE);
}
