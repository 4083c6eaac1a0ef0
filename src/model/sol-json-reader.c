/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/sol-json.h"

#define SURE_DIGITS 18 /* that 64 bits always hold */
#define MAX_DIGITS 63  /* of a number */

/* What may come next. */
enum
{
  STATE_VALUE,       /* a value, at the top, after a colon or a comma of an array */
  STATE_FIRST_VALUE, /* a value or the end of an empty array */
  STATE_FIRST_KEY,   /* a key or the end of an empty object */
  STATE_KEY,         /* a key, after a comma */
  STATE_AFTER,       /* a comma or an end */
  STATE_DONE,
};

/**
 * sol_json_reader_init:
 * @text: must outlive the reader; need not end in NUL
 * @length: bytes
 */
void
sol_json_reader_init (SolJsonReader *self, const char *text, gsize length)
{
  memset (self, 0, sizeof *self);
  self->at = text;
  self->end = text + length;
  self->state = STATE_VALUE;
}

static SolJsonToken
fail_with (SolJsonReader *self, const char *fault)
{
  self->fault = fault;
  self->at = self->end;
  return SOL_JSON_END;
}

static SolJsonToken
fail (SolJsonReader *self)
{
  return fail_with (self, "Not JSON");
}

static void
skip_space (SolJsonReader *self)
{
  while (self->at < self->end &&
         (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' || *self->at == '\r'))
    self->at++;
}

static gboolean
in_object (const SolJsonReader *self)
{
  return (self->objects >> (self->depth - 1)) & 1;
}

static void
value_done (SolJsonReader *self)
{
  self->state = self->depth == 0 ? STATE_DONE : STATE_AFTER;
}

/* Which bytes of @word, up to the first, end a text, begin an escape or are control characters: the
 * top bit of the byte. */
static guint64
find_special (guint64 word)
{
  const guint64 each = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 quote = word ^ each * '"', escape = word ^ each * '\\';
  guint64 found = ((quote - each) & ~quote) | ((escape - each) & ~escape) |
                  ((word - each * 0x20) & ~word);

  return found & each << 7;
}

/* Goes to the next byte that is special, or near the end, eight bytes at a time. */
static const char *
skip_plain (const char *p, const char *end)
{
  guint64 word, found;

  for (; end - p >= (gssize) sizeof word; p += sizeof word)
    {
      memcpy (&word, p, sizeof word);
      found = find_special (GUINT64_FROM_LE (word));
      if (found != 0)
        return p + __builtin_ctzll (found) / 8;
    }
  return p;
}

/* After the opening quote; checks escapes and control characters, not UTF-8. */
static gboolean
read_string (SolJsonReader *self)
{
  const char *p = self->at;

  self->start = p;
  self->escaped = FALSE;
  for (p = skip_plain (p, self->end); p < self->end && *p != '"'; p++)
    {
      if ((guchar) *p < 0x20)
        return FALSE;
      if (*p != '\\')
        continue;
      self->escaped = TRUE;
      if (++p == self->end || strchr ("\"\\/bfnrtu", *p) == NULL || *p == '\0')
        return FALSE;
      if (*p == 'u')
        for (guint i = 0; i < 4; i++)
          if (++p >= self->end || !g_ascii_isxdigit (*p))
            return FALSE;
    }

  if (p >= self->end)
    return FALSE;
  self->length = (gsize) (p - self->start);
  self->at = p + 1;
  return TRUE;
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* As 64 bits hold it, whole or not. */
static gboolean
number_fits (const SolJsonReader *self, gboolean whole)
{
  char digits[MAX_DIGITS + 1] = "";

  if (self->length <= SURE_DIGITS && memchr (self->start, 'e', self->length) == NULL &&
      memchr (self->start, 'E', self->length) == NULL)
    return TRUE;
  if (self->length > MAX_DIGITS)
    return FALSE;

  memcpy (digits, self->start, self->length);
  errno = 0;
  if (!whole)
    return isfinite (g_ascii_strtod (digits, NULL));

  g_ascii_strtoll (digits, NULL, 10);
  return errno != ERANGE;
}

/* @whole: (out) */
static gboolean
scan_number (SolJsonReader *self, gboolean *whole)
{
  const char *p = self->at;
  const char *digits;

  self->start = p;
  if (p < self->end && *p == '-')
    p++;
  digits = p;
  p = skip_digits (p, self->end);
  if (p == digits || (*digits == '0' && p > digits + 1))
    return FALSE;
  if (p < self->end && *p == '.')
    {
      digits = ++p;
      p = skip_digits (p, self->end);
      if (p == digits)
        return FALSE;
      *whole = FALSE;
    }
  if (p < self->end && (*p == 'e' || *p == 'E'))
    {
      p++;
      if (p < self->end && (*p == '+' || *p == '-'))
        p++;
      digits = p;
      p = skip_digits (p, self->end);
      if (p == digits)
        return FALSE;
      *whole = FALSE;
    }

  self->length = (gsize) (p - self->start);
  self->at = p;
  return TRUE;
}

static SolJsonToken
read_number (SolJsonReader *self)
{
  gboolean whole = TRUE;

  if (!scan_number (self, &whole))
    return fail (self);
  if (!number_fits (self, whole))
    return fail_with (self, "A number is out of range");

  value_done (self);
  return SOL_JSON_NUMBER;
}

static SolJsonToken
read_word (SolJsonReader *self, const char *word, SolJsonToken token)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self);

  self->start = self->at;
  self->length = length;
  self->at += length;
  value_done (self);
  return token;
}

static SolJsonToken
open_level (SolJsonReader *self, gboolean object)
{
  if (self->depth >= SOL_JSON_MAX_DEPTH)
    return fail_with (self, "JSON nested too deep");

  self->start = self->at++;
  self->length = 1;
  if (object)
    self->objects |= (guint32) 1 << self->depth;
  else
    self->objects &= ~((guint32) 1 << self->depth);
  self->depth++;
  self->state = object ? STATE_FIRST_KEY : STATE_FIRST_VALUE;
  return object ? SOL_JSON_OBJECT : SOL_JSON_ARRAY;
}

static SolJsonToken
close_level (SolJsonReader *self)
{
  gboolean object = in_object (self);

  if (*self->at != (object ? '}' : ']'))
    return fail (self);

  self->start = self->at++;
  self->length = 1;
  self->depth--;
  value_done (self);
  return object ? SOL_JSON_OBJECT_END : SOL_JSON_ARRAY_END;
}

static SolJsonToken
read_value (SolJsonReader *self)
{
  switch (*self->at)
    {
    case '{':
      return open_level (self, TRUE);
    case '[':
      return open_level (self, FALSE);
    case '"':
      self->at++;
      if (!read_string (self))
        return fail (self);
      value_done (self);
      return SOL_JSON_STRING;
    case 't':
      return read_word (self, "true", SOL_JSON_TRUE);
    case 'f':
      return read_word (self, "false", SOL_JSON_FALSE);
    case 'n':
      return read_word (self, "null", SOL_JSON_NULL);
    default:
      return read_number (self);
    }
}

static SolJsonToken
read_key (SolJsonReader *self)
{
  const char *start;
  gsize length;
  gboolean escaped;

  if (*self->at++ != '"' || !read_string (self))
    return fail (self);
  start = self->start;
  length = self->length;
  escaped = self->escaped;
  skip_space (self);
  if (self->at >= self->end || *self->at++ != ':')
    return fail (self);

  self->start = start;
  self->length = length;
  self->escaped = escaped;
  self->state = STATE_VALUE;
  return SOL_JSON_KEY;
}

/**
 * sol_json_reader_next:
 *
 * Returns: the next token; %SOL_JSON_END at the end of the text and at the first fault, which
 *   sol_json_reader_get_fault() tells apart
 */
SolJsonToken
sol_json_reader_next (SolJsonReader *self)
{
  skip_space (self);
  if (self->at >= self->end)
    return self->state == STATE_DONE ? SOL_JSON_END : fail (self);

  switch (self->state)
    {
    case STATE_VALUE:
      return read_value (self);
    case STATE_FIRST_VALUE:
      return *self->at == ']' ? close_level (self) : read_value (self);
    case STATE_FIRST_KEY:
      return *self->at == '}' ? close_level (self) : read_key (self);
    case STATE_KEY:
      return read_key (self);
    case STATE_AFTER:
      if (*self->at != ',')
        return close_level (self);
      self->at++;
      self->state = in_object (self) ? STATE_KEY : STATE_VALUE;
      return sol_json_reader_next (self);
    default:
      return fail (self);
    }
}

/**
 * sol_json_reader_skip:
 * @opened: the token just read
 *
 * Passes over the value that @opened began; after a scalar it does nothing. The slice is then the
 * whole value.
 *
 * Returns: %FALSE at a fault
 */
gboolean
sol_json_reader_skip (SolJsonReader *self, SolJsonToken opened)
{
  const char *start = self->start;
  guint outside;

  if (opened != SOL_JSON_OBJECT && opened != SOL_JSON_ARRAY)
    return self->fault == NULL;

  outside = self->depth - 1;
  while (self->depth > outside)
    if (sol_json_reader_next (self) == SOL_JSON_END)
      return FALSE;

  self->start = start;
  self->length = (gsize) (self->at - start);
  return TRUE;
}

/**
 * sol_json_reader_get_fault:
 *
 * Returns: (nullable): what is wrong with the text, as far as it was read; %NULL when nothing is
 */
const char *
sol_json_reader_get_fault (const SolJsonReader *self)
{
  return self->fault;
}
