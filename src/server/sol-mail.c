/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-mail.h"

#include <gio/gio.h>
#include <string.h>

#include "model/sol-uuid.h"
#include "sol-config.h"
#include "sol-mails.h"

#define LINE 76 /* letters of Base64 (RFC 2045) */
#define HOLE "{code}"
#define LINK "{link}"
#define WITH "{?link}"    /* before a line that is there with a link */
#define WITHOUT "{!link}" /* and without */

/* (transfer full): the text of data/mails; French when there is none in @locale */
static char *
load (const char *kind, const char *locale)
{
  g_autofree char *path = g_strdup_printf (SOL_RESOURCE_PATH "mails/%s.%s.txt", kind, locale);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sol_mails_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    return load (kind, "fr");
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* As RFC 5322 has it, in English whatever the locale of the process is. */
static void
append_date (GString *mail, gint64 now)
{
  static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (now);

  g_string_append_printf (
      mail, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
      days[g_date_time_get_day_of_week (date) - 1], g_date_time_get_day_of_month (date),
      months[g_date_time_get_month (date) - 1], g_date_time_get_year (date),
      g_date_time_get_hour (date), g_date_time_get_minute (date), g_date_time_get_second (date));
}

static void
append_head (GString *mail, const char *from, const char *to, const char *subject)
{
  g_autofree char *id = sol_uuid_new ();
  g_autofree char *packed = g_base64_encode ((const guchar *) subject, strlen (subject));

  g_string_append_printf (mail,
                          "From: Achetons Solidaires <%s>\r\nTo: <%s>\r\n"
                          "Subject: =?UTF-8?B?%s?=\r\nMessage-ID: <%s%s>\r\n"
                          "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Transfer-Encoding: base64\r\n",
                          from, to, packed, id, strchr (from, '@'));
}

static void
append_body (GString *mail, const char *text)
{
  g_autofree char *packed = g_base64_encode ((const guchar *) text, strlen (text));

  g_string_append (mail, "\r\n");
  for (const char *at = packed; *at != '\0'; at += MIN (strlen (at), LINE))
    g_string_append_printf (mail, "%.*s\r\n", LINE, at);
}

/* (transfer full): @link: (nullable) */
static char *
choose_lines (const char *text, const char *link)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *chosen = g_string_new (NULL);

  for (char **at = lines; *at != NULL; at++)
    {
      const gboolean with = g_str_has_prefix (*at, WITH);
      const gboolean without = g_str_has_prefix (*at, WITHOUT);

      if (with ? link == NULL : without && link != NULL)
        continue;
      g_string_append (chosen, *at + (with || without ? strlen (WITH) : 0));
      if (at[1] != NULL)
        g_string_append_c (chosen, '\n');
    }
  if (link != NULL)
    g_string_replace (chosen, LINK, link, 0);
  return g_string_free (chosen, FALSE);
}

/**
 * sol_mail_compose:
 * @kind: of those in data/mails, such as "confirm"
 * @from: as sol_mail_address_normalise() gives it, as @to: nothing of it breaks a line
 * @code: (nullable): put where the text has a place for it
 * @now: seconds since 1970
 *
 * Nothing that a visitor typed but the address stands in it: mails of this server carry nobody
 * else's words.
 *
 * Returns: (transfer full): the mail as it is sent
 */
char *
sol_mail_compose (const char *kind,
                  const char *locale,
                  const char *from,
                  const char *to,
                  const char *code,
                  gint64 now)
{
  return sol_mail_compose_refusable (kind, locale, from, to, code, NULL, now);
}

/**
 * sol_mail_compose_refusable:
 * @link: (nullable): where whoever reads it can refuse
 *
 * One to who did not ask for it.
 *
 * Returns: (transfer full): the mail as it is sent
 */
char *
sol_mail_compose_refusable (const char *kind,
                            const char *locale,
                            const char *from,
                            const char *to,
                            const char *code,
                            const char *link,
                            gint64 now)
{
  g_autofree char *whole = load (kind, locale);
  g_autofree char *text = choose_lines (whole, link);
  g_autoptr (GString) body = NULL;
  GString *mail = g_string_new (NULL);
  char *end = strchr (text, '\n');

  *end = '\0';
  body = g_string_new (end + 2);
  if (code != NULL)
    g_string_replace (body, HOLE, code, 1);
  append_head (mail, from, to, text);
  append_date (mail, now);
  append_body (mail, body->str);
  explicit_bzero (body->str, body->len);
  return g_string_free (mail, FALSE);
}
