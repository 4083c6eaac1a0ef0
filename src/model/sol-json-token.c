/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the last token of a reader says. */
#include "model/sol-json.h"

#define EXACT_DIGITS 15 /* that a double always holds */

static guint
read_unit (const char *p)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit * 16 + (guint) g_ascii_xdigit_value (p[i]);
  return unit;
}

/* @p is after the u; a lone surrogate or U+0000 becomes U+FFFD, as no text may hold it. */
static const char *
append_unicode (const char *p, const char *end, GString *text)
{
  guint unit = read_unit (p);

  p += 4;
  if (unit >= 0xd800 && unit < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u')
    {
      guint low = read_unit (p + 2);

      if (low >= 0xdc00 && low < 0xe000)
        {
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
          p += 6;
        }
    }
  if (unit == 0 || (unit >= 0xd800 && unit < 0xe000))
    unit = 0xfffd;

  g_string_append_unichar (text, unit);
  return p;
}

static char
unescape (char letter)
{
  switch (letter)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return letter;
    }
}

/**
 * sol_json_reader_append:
 * @text: what the last string or key says is put at its end, without escapes
 */
void
sol_json_reader_append (const SolJsonReader *self, GString *text)
{
  const char *p = self->start;
  const char *end = p + self->length;

  if (!self->escaped)
    {
      gsize at = text->len;

      g_string_set_size (text, at + self->length);
      memcpy (text->str + at, p, self->length);
      return;
    }

  while (p < end)
    if (*p != '\\')
      g_string_append_c (text, *p++);
    else if (p[1] == 'u')
      p = append_unicode (p + 2, end, text);
    else
      {
        g_string_append_c (text, unescape (p[1]));
        p += 2;
      }
}

/**
 * sol_json_reader_dup:
 *
 * Returns: (transfer full): what the last string or key says
 */
char *
sol_json_reader_dup (const SolJsonReader *self)
{
  GString *text = g_string_sized_new (self->length);

  sol_json_reader_append (self, text);
  return g_string_free (text, FALSE);
}

/**
 * sol_json_reader_get_number:
 *
 * Returns: the last number, cut to its whole part and to 64 bits
 */
gint64
sol_json_reader_get_number (const SolJsonReader *self)
{
  char digits[32] = "";

  memcpy (digits, self->start, MIN (self->length, sizeof digits - 1));
  return g_ascii_strtoll (digits, NULL, 10);
}

/* A number of few digits, such as a coordinate: two numbers that a double holds exactly, divided,
 * are rounded once, as they should be. */
static gboolean
read_short_double (const SolJsonReader *self, double *value)
{
  gboolean negative = *self->start == '-';
  gint64 digits = 0, divisor = 0;

  if (self->length > EXACT_DIGITS)
    return FALSE;
  for (gsize i = negative; i < self->length; i++)
    if (self->start[i] == '.')
      divisor = 1;
    else if (g_ascii_isdigit (self->start[i]))
      {
        digits = digits * 10 + (self->start[i] - '0');
        divisor *= 10;
      }
    else
      return FALSE;
  *value = (double) digits / (double) MAX (1, divisor);
  if (negative)
    *value = -*value;
  return TRUE;
}

double
sol_json_reader_get_double (const SolJsonReader *self)
{
  char digits[64] = "";
  double value;

  if (read_short_double (self, &value))
    return value;
  memcpy (digits, self->start, MIN (self->length, sizeof digits - 1));
  return g_ascii_strtod (digits, NULL);
}
