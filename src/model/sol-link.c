/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-link.h"

#include <string.h>

static gboolean
is_web (const char *scheme)
{
  return g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0;
}

/* Blanks and control characters have no place in an address, and hide what it is. */
gboolean
sol_link_has_odd_characters (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || *at == 0x7f || strchr ("<>\"\\^`{|}", *at) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * sol_link_make_site:
 * @typed: (nullable): the address of a page, as somebody wrote it
 *
 * Only addresses of the Web are opened: anybody may write into a listing.
 *
 * Returns: (transfer full) (nullable): it, with https:// when it had no scheme; %NULL for any
 *   other scheme and for what is no address
 */
char *
sol_link_make_site (const char *typed)
{
  g_autofree char *stripped = g_strstrip (g_strdup (typed == NULL ? "" : typed));
  g_autofree char *uri = NULL;
  g_autoptr (GUri) parsed = NULL;
  const char *host;

  if (*stripped == '\0' || sol_link_has_odd_characters (stripped))
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

/* Whether it can be opened as such. */
gboolean
sol_link_is_site (const char *typed)
{
  g_autofree char *uri = sol_link_make_site (typed);

  return uri != NULL;
}
