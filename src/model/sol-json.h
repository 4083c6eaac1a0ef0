/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

G_BEGIN_DECLS

#define SOL_JSON_MAX_DEPTH 32 /* brackets */

/* The kinds of token, also of a whole value for sol_json_reader_skip(). */
typedef enum
{
  SOL_JSON_END, /* of the text, or a fault: sol_json_reader_get_fault() */
  SOL_JSON_OBJECT,
  SOL_JSON_OBJECT_END,
  SOL_JSON_ARRAY,
  SOL_JSON_ARRAY_END,
  SOL_JSON_KEY,    /* @start and @length: the raw name, without quotes */
  SOL_JSON_STRING, /* the raw text, without quotes, escapes as they came */
  SOL_JSON_NUMBER, /* the raw digits */
  SOL_JSON_TRUE,
  SOL_JSON_FALSE,
  SOL_JSON_NULL,
} SolJsonToken;

/**
 * SolJsonReader:
 *
 * Walks a text token by token: no allocation, no recursion, depth bounded by %SOL_JSON_MAX_DEPTH,
 * numbers that 64 bits hold; UTF-8 is not looked at. On the stack; @start and @length are the slice
 * of the last token.
 */
typedef struct
{
  const char *start;
  gsize length;
  /* private */
  const char *at;
  const char *end;
  const char *fault; /* (nullable) */
  guint depth;
  guint32 objects; /* bit a level: it is an object */
  gboolean escaped;
  guint8 state;
} SolJsonReader;

void sol_json_reader_init (SolJsonReader *self, const char *text, gsize length);
SolJsonToken sol_json_reader_next (SolJsonReader *self);
gboolean sol_json_reader_skip (SolJsonReader *self, SolJsonToken opened);
const char *sol_json_reader_get_fault (const SolJsonReader *self);
char *sol_json_reader_dup (const SolJsonReader *self);
void sol_json_reader_append (const SolJsonReader *self, GString *text);
gint64 sol_json_reader_get_number (const SolJsonReader *self);
double sol_json_reader_get_double (const SolJsonReader *self);

/**
 * sol_json_reader_is:
 * @text: compared with the raw slice
 */
static inline gboolean
sol_json_reader_is (const SolJsonReader *self, const char *text)
{
  /* Nearly all differ in their first letter. */
  if (self->length > 0 && *self->start != *text)
    return FALSE;
  return strlen (text) == self->length && memcmp (text, self->start, self->length) == 0;
}

gboolean sol_json_check (const char *text, gsize length, GError **error);
JsonNode *sol_json_parse (const char *text, gsize length, GError **error);
void sol_json_print (JsonNode *node, GString *text);
char *sol_json_object_to_text (JsonObject *object);
void sol_json_append_string (GString *text, const char *value);

G_END_DECLS
