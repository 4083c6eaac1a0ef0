/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-account-rules.h"

#include "server/sol-passwords.h"

static const char *const kinds[] = { "supplier", "buyer", "partner", "individual", NULL };
static const char *const locales[] = { "fr", "en", NULL };

/* All functions here return %FALSE, and the request is answered, when it is not right. %NULL, of an
 * optional member, always is. */

static gboolean
refuse (SolRequest *request, const char *reason, const char *detail)
{
  sol_request_answer_problem (request, 422, reason, "%s", detail);
  return FALSE;
}

static gboolean
is_one_line (const char *text)
{
  for (const char *at = text; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_iscntrl (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT ||
          letter == 0x2028 || letter == 0x2029)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_seen (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isgraph (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

gboolean
sol_account_check_name (SolRequest *request, const char *name)
{
  if (!is_one_line (name))
    return refuse (request, "name", "A name stands on one line of letters");
  return name == NULL || is_seen (name) || refuse (request, "name", "The name is empty");
}

/* The name of a client, by which its owner tells one of his sessions from another. */
gboolean
sol_account_check_client (SolRequest *request, const char *client)
{
  return is_one_line (client) ||
         refuse (request, "client", "The name of a client stands on one line of letters");
}

gboolean
sol_account_check_locale (SolRequest *request, const char *locale)
{
  return locale == NULL || g_strv_contains (locales, locale) ||
         refuse (request, "locale", "A locale is fr or en");
}

gboolean
sol_account_check_kind (SolRequest *request, const char *kind)
{
  return g_strv_contains (kinds, kind) ||
         refuse (request, "kind", "A kind is supplier, buyer, partner or individual");
}

gboolean
sol_account_check_password (SolRequest *request, const char *password, const char *address)
{
  const char *fault = password != NULL ? sol_password_check (password, address) : NULL;

  return fault == NULL || refuse (request, "password", fault);
}
