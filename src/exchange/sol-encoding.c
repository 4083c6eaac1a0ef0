/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sol-encoding.h"

#include <string.h>
#include <uchardet.h>

#define WINDOWS "WINDOWS-1252" /* what a spreadsheet on a French desktop writes */

static const struct
{
  const char *bytes;
  gsize length;
  const char *encoding;
} marks[] = {
  { "\357\273\277", 3, "UTF-8" },
  { "\377\376", 2, "UTF-16LE" },
  { "\376\377", 2, "UTF-16BE" },
};

/* Latin text in UTF-16 is half NUL, on one side. */
static const char *
guess_wide (const char *bytes, gsize length)
{
  gsize even = 0, odd = 0;

  for (gsize i = 0; i < length; i++)
    {
      even += i % 2 == 0 && bytes[i] == '\0';
      odd += i % 2 == 1 && bytes[i] == '\0';
    }
  if (odd > length / 4 && even < odd / 4)
    return "UTF-16LE";
  return even > length / 4 && odd < even / 4 ? "UTF-16BE" : NULL;
}

/* A character that the end of @bytes cuts in two is no fault. */
static gboolean
is_utf8 (const char *bytes, gsize length)
{
  const char *end;

  /* A NUL is told of its line, not of the encoding. */
  while (!g_utf8_validate_len (bytes, length, &end) && end < bytes + length && *end == '\0')
    {
      length -= (gsize) (end + 1 - bytes);
      bytes = end + 1;
    }
  if (g_utf8_validate_len (bytes, length, &end))
    return TRUE;
  return g_utf8_get_char_validated (end, bytes + length - end) == (gunichar) -2;
}

static char *
ask_uchardet (const char *bytes, gsize length)
{
  uchardet_t detector = uchardet_new ();
  char *name;

  uchardet_handle_data (detector, bytes, length);
  uchardet_data_end (detector);
  name = g_strdup (uchardet_get_charset (detector));
  uchardet_delete (detector);
  return name;
}

/**
 * sol_encoding_guess:
 * @bytes: the beginning of a file
 * @bom: (out): bytes of its mark, to be left out
 *
 * What the mark says; else UTF-8 if it can be; else what uchardet finds, as long as French is
 * written in it: short French texts make it think of central Europe.
 *
 * Returns: (transfer full): a name for GCharsetConverter
 */
char *
sol_encoding_guess (const char *bytes, gsize length, gsize *bom)
{
  static const char *const french[] = { "ISO-8859-15", "MAC-ROMAN", "IBM850", NULL };
  const char *wide;
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].bytes, marks[i].length) == 0)
      {
        *bom = marks[i].length;
        return g_strdup (marks[i].encoding);
      }
  *bom = 0;
  wide = guess_wide (bytes, length);
  if (wide != NULL)
    return g_strdup (wide);
  if (is_utf8 (bytes, length))
    return g_strdup ("UTF-8");
  name = ask_uchardet (bytes, length);
  return g_strdup (name != NULL && g_strv_contains (french, name) ? name : WINDOWS);
}

/**
 * sol_encoding_from_windows:
 *
 * Returns: (transfer full): the text as Windows-1252 reads it, in UTF-8; what that has no
 *   character for becomes "?"
 */
char *
sol_encoding_from_windows (const char *bytes, gsize length)
{
  return g_convert_with_fallback (bytes, (gssize) length, "UTF-8", WINDOWS, "?", NULL, NULL, NULL);
}
