/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/sol-yaml.h"

#include <string.h>

#include "model/sol-json.h"

#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

static void print_node (JsonNode *node, guint level, GString *text);

static void
print_key (const char *key, GString *text)
{
  /* A key of figures would be read as a number, "on" and "no" as flags. */
  if (strspn (key, PLAIN) == strlen (key) && strlen (key) > 3)
    g_string_append (text, key);
  else
    sol_json_append_string (text, key);
  g_string_append_c (text, ':');
}

static void
indent (guint level, GString *text)
{
  for (guint i = 0; i < level; i++)
    g_string_append (text, "  ");
}

static void
print_object (JsonObject *object, guint level, gboolean inside_item, GString *text)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *at = names; at != NULL; at = at->next)
    {
      if (at != names || !inside_item)
        indent (level, text);
      print_key (at->data, text);
      print_node (json_object_get_member (object, at->data), level + 1, text);
    }
}

static void
print_array (JsonArray *array, guint level, GString *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      indent (level, text);
      g_string_append_c (text, '-');
      if (JSON_NODE_HOLDS_OBJECT (element) &&
          json_object_get_size (json_node_get_object (element)) > 0)
        {
          g_string_append_c (text, ' ');
          print_object (json_node_get_object (element), level + 1, TRUE, text);
        }
      else
        print_node (element, level + 1, text);
    }
}

/* What follows a "key:" or a "-", to the end of its last line. */
static void
print_node (JsonNode *node, guint level, GString *text)
{
  if (JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) > 0)
    {
      g_string_append_c (text, '\n');
      print_object (json_node_get_object (node), level, FALSE, text);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    {
      g_string_append_c (text, '\n');
      print_array (json_node_get_array (node), level, text);
    }
  else
    {
      g_string_append_c (text, ' ');
      sol_json_print (node, text);
      g_string_append_c (text, '\n');
    }
}

/**
 * sol_yaml_print:
 * @node: an object
 *
 * Returns: (transfer full): it as YAML, in its own order
 */
char *
sol_yaml_print (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  print_object (json_node_get_object (node), 0, FALSE, text);
  return g_string_free (text, FALSE);
}
