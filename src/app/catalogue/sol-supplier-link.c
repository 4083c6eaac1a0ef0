/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-supplier-link.h"

#include <string.h>

#define MIN_PHONE_DIGITS 3

static gboolean
is_web (const char *scheme)
{
  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0;
}

/* Blanks and control characters have no place in an address, and hide what it is. */
static gboolean
has_odd_characters (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || *at == 0x7f || strchr ("<>\"\\^`{|}", *at) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * sol_supplier_link_make_site:
 * @typed: (nullable): the address of a page, as somebody wrote it
 *
 * Only addresses of the Web are opened: anybody may write into a listing.
 *
 * Returns: (transfer full) (nullable): it, with https:// when it had no scheme; %NULL for any
 *   other scheme and for what is no address
 */
char *
sol_supplier_link_make_site (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed == NULL ? "" : typed));
  g_autofree char *uri = NULL;
  g_autoptr (GUri) parsed = NULL;
  const char *host;

  if (*stripped == '\0' || has_odd_characters (stripped))
    return NULL;
  uri = g_uri_peek_scheme (stripped) == NULL ? g_strconcat ("https://", stripped, NULL)
                                             : g_steal_pointer (&stripped);
  parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  if (parsed == NULL || !is_web (g_uri_get_scheme (parsed)))
    return NULL;
  host = g_uri_get_host (parsed);
  if (host == NULL || strchr (host, '.') == NULL)
    return NULL;
  return g_steal_pointer (&uri);
}

/**
 * sol_supplier_link_make_mail:
 * @address: (nullable): a mailbox
 * @subject: (nullable): what the mail is about
 * @body: (nullable): how it begins
 *
 * Returns: (transfer full) (nullable): the link that writes to it, %NULL for what is no mailbox
 */
char *
sol_supplier_link_make_mail (const char *address, const char *subject, const char *body)
{
  g_autofree char *stripped = g_strstrip (g_strdup (address == NULL ? "" : address));
  const char *at = strchr (stripped, '@');
  g_autoptr (GString) uri = g_string_new ("mailto:");

  if (at == NULL || at == stripped || strchr (at, '.') == NULL || strchr (at + 1, '@') != NULL ||
      has_odd_characters (stripped))
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
 * sol_supplier_link_make_call:
 * @phone: (nullable): a telephone number as somebody wrote it
 *
 * Returns: (transfer full) (nullable): the link that calls it, %NULL for what is no number
 */
char *
sol_supplier_link_make_call (const char *phone)
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
