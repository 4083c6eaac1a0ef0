/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-sheet.h"

#include <string.h>

#include "model/sol-item.h"
#include "model/sol-json.h"

static SolItem *
find_by_id (GPtrArray *items, const char *id)
{
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_strcmp0 (sol_item_get_id (items->pdata[i]), id) == 0)
      return items->pdata[i];
  return NULL;
}

/* @n_parts: of @parts, names and ids in turn. Returns: (nullable) */
static SolItem *
find_item (SolRecord *record, GStrv parts, guint n_parts)
{
  SolItem *item = find_by_id (sol_record_get_items (record, parts[0]), parts[1]);

  for (guint i = 2; item != NULL && i < n_parts; i += 2)
    item = find_by_id (sol_item_get_items (item, parts[i]), parts[i + 1]);
  return item;
}

/* Returns: (transfer none) (nullable) */
SolItem *
sim_sheet_find_item (SolRecord *record, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  return find_item (record, parts, g_strv_length (parts));
}

/* Returns: (transfer none) (nullable) */
const char *
sim_sheet_get_text (SolRecord *record, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const guint n_parts = g_strv_length (parts);
  SolItem *item = n_parts > 1 ? find_item (record, parts, n_parts - 1) : NULL;

  if (n_parts == 1)
    return sol_record_get_text (record, path);
  return item != NULL ? sol_item_get_text (item, parts[n_parts - 1]) : NULL;
}

/* Returns: (nullable): the item of that id in a list of them */
static JsonObject *
find_object (JsonNode *list, const char *id)
{
  JsonArray *array = list != NULL ? json_node_get_array (list) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (object, "id", ""), id) == 0)
        return object;
    }
  return NULL;
}

/* Returns: (transfer full) (nullable): what stands there, JSON of a list, "" for nothing; %NULL
 * when an item is not there */
char *
sim_sheet_read_text (const char *document, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (JsonNode) node = sol_json_parse (document, strlen (document), NULL);
  JsonObject *object = json_node_get_object (node);
  JsonNode *value = json_object_get_member (object, parts[0]);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; parts[i] != NULL; i += 2)
    {
      object = find_object (value, parts[i]);
      if (object == NULL)
        return NULL;
      value = json_object_get_member (object, parts[i + 1]);
    }
  if (value != NULL && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  if (value != NULL)
    sol_json_print (value, text);
  return g_strdup (text->str);
}
