/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-json.h"

#include <math.h>
#include <string.h>

#include "model/sol-model-error.h"
#include "model/sol-text.h"

/* json-glib reads and holds; what it does wrong is done here: it recurses without a limit, wraps
 * integers above 64 bits, and writes U+001F raw and 1e999 as inf.0, which SQLite refuses. */

static gboolean
set_fault (GError **error, const char *what)
{
  g_set_error_literal (error, SOL_MODEL_ERROR, SOL_MODEL_ERROR_WRONG_VALUE, what);
  return FALSE;
}

/**
 * sol_json_check:
 * @text: (array length=length): one JSON value
 *
 * Whether the text is UTF-8 and JSON, at most %SOL_JSON_MAX_DEPTH deep, with numbers that 64 bits
 * hold and no U+0000. Asked before anything else reads what came from outside.
 *
 * Returns: %FALSE with %SOL_MODEL_ERROR_WRONG_VALUE
 */
gboolean
sol_json_check (const char *text, gsize length, GError **error)
{
  SolJsonReader reader;
  const char *fault;

  if (!sol_text_is_utf8 (text, length))
    return set_fault (error, "Not UTF-8");

  sol_json_reader_init (&reader, text, length);
  while (sol_json_reader_next (&reader) != SOL_JSON_END)
    ;

  fault = sol_json_reader_get_fault (&reader);
  return fault == NULL || set_fault (error, fault);
}

/**
 * sol_json_parse:
 *
 * Returns: (transfer full): what sol_json_check() let through, or %NULL
 */
JsonNode *
sol_json_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root;

  if (!sol_json_check (text, length, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    {
      set_fault (error, "Not JSON");
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    set_fault (error, "Not JSON");
  return root;
}

/**
 * sol_json_append_string:
 * @value: UTF-8
 *
 * Puts @value between quotes at the end of @text, escaped.
 */
void
sol_json_append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, *p);
        }
      else if (*p == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *p < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
print_number (JsonNode *node, GString *text)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double number;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
      return;
    }

  number = json_node_get_double (node);
  if (!isfinite (number))
    {
      g_string_append (text, "null");
      return;
    }
  for (int precision = 15; precision <= 17; precision++)
    {
      char format[] = "%.15g";

      format[3] = (char) ('0' + precision % 10);
      g_ascii_formatd (digits, sizeof digits, format, number);
      if (!(g_ascii_strtod (digits, NULL) < number) && !(g_ascii_strtod (digits, NULL) > number))
        break;
    }
  g_string_append (text, digits);
}

static void
print_object (JsonObject *object, GString *text)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!first)
        g_string_append_c (text, ',');
      first = FALSE;
      sol_json_append_string (text, name);
      g_string_append_c (text, ':');
      sol_json_print (node, text);
    }
  g_string_append_c (text, '}');
}

static void
print_array (JsonArray *array, GString *text)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      sol_json_print (json_array_get_element (array, i), text);
    }
  g_string_append_c (text, ']');
}

/**
 * sol_json_print:
 *
 * Puts @node at the end of @text, without spaces; members in their order.
 */
void
sol_json_print (JsonNode *node, GString *text)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    print_object (json_node_get_object (node), text);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    print_array (json_node_get_array (node), text);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    sol_json_append_string (text, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    print_number (node, text);
}

/**
 * sol_json_object_to_text:
 *
 * Returns: (transfer full): the object, without spaces
 */
char *
sol_json_object_to_text (JsonObject *object)
{
  GString *text = g_string_new (NULL);

  print_object (object, text);
  return g_string_free (text, FALSE);
}
