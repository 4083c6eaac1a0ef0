/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/catalogue/sol-words.h"

#include <glib/gi18n.h>

#include "app/sol-format.h"
#include "model/sol-text.h"

/**
 * sol_words_structures:
 *
 * Returns: (transfer full): "31 structures"
 */
char *
sol_words_structures (guint n)
{
  g_autofree char *number = sol_format_number (n);

  return g_strdup_printf (ngettext ("%s structure", "%s structures", n), number);
}

/* Either seconds since 1970 or RFC 3339, as the writer had it. */
static GDateTime *
read_instant (const char *written)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  char *end = NULL;
  gint64 seconds = g_ascii_strtoll (written, &end, 10);

  if (end != written && *end == '\0')
    return g_date_time_new_from_unix_utc (seconds);
  return g_date_time_new_from_iso8601 (written, utc);
}

/**
 * sol_words_instant:
 * @written: RFC 3339, or seconds since 1970
 *
 * Returns: (transfer full) (nullable): "23 Nov 2026, 08:12" in the local time; %NULL when @written
 *   is not an instant
 */
char *
sol_words_instant (const char *written)
{
  g_autoptr (GDateTime) instant = read_instant (written);
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *written_day = NULL;
  g_autofree char *day = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;

  if (instant == NULL)
    return NULL;
  local = g_date_time_to_local (instant);
  written_day = g_date_time_format (local, "%Y-%m-%d");
  day = sol_format_date (written_day);
  hour = g_date_time_format (local, "%H");
  minute = g_date_time_format (local, "%M");
  /* Translators: a date, and a time of 24 hours: "23 Nov 2026, 08:12" */
  return g_strdup_printf (_ ("%s, %s:%s"), day, hour, minute);
}

static gboolean
is_hit (const char *word, gsize length, const char *const *words)
{
  g_autofree char *copy = g_strndup (word, length);
  g_autofree char *folded = sol_text_fold (copy);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *wanted = sol_text_fold (words[i]);

      if (*wanted != '\0' && g_str_has_prefix (folded, wanted))
        return TRUE;
    }
  return FALSE;
}

static const char *
skip (const char *at, gboolean letters)
{
  while (*at != '\0' && !!g_unichar_isalnum (g_utf8_get_char (at)) == letters)
    at = g_utf8_next_char (at);
  return at;
}

/**
 * sol_words_embolden:
 * @text: plain text
 * @words: (nullable) (array zero-terminated=1): words, or beginnings of words, found in it
 *
 * Returns: (transfer full): Pango markup of @text with the words that begin like one of @words in
 *   bold, whatever their case and accents
 */
char *
sol_words_embolden (const char *text, const char *const *words)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  if (words == NULL || words[0] == NULL)
    return g_markup_escape_text (text, -1);

  while (*text != '\0')
    {
      const char *word = skip (text, FALSE);
      const char *end = skip (word, TRUE);
      g_autofree char *before = g_markup_escape_text (text, word - text);
      g_autofree char *found = g_markup_escape_text (word, end - word);
      gboolean hit = end > word && is_hit (word, end - word, words);

      g_string_append_printf (markup, hit ? "%s<b>%s</b>" : "%s%s", before, found);
      text = end;
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}
