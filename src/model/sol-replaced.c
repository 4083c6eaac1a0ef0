/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-replaced.h"

#include "model/sol-item-list.h"

/* Two sides of one table: a record's, or an item's. */
typedef struct
{
  const SolField *fields;
  guint n_fields;
  const GValue *before;
  const GValue *after;
} Sides;

static void
add (JsonArray *parts, const char *path, JsonNode *owned_before, JsonNode *owned_after)
{
  JsonObject *part = json_object_new ();

  json_object_set_string_member (part, SOL_REPLACED_PATH, path);
  json_object_set_member (part, SOL_REPLACED_BEFORE, owned_before);
  json_object_set_member (part, SOL_REPLACED_AFTER, owned_after);
  json_array_add_object_element (parts, part);
}

/* What rules write is no part of what people wrote. */
static void
strip (const SolFieldTable *table, JsonObject *item)
{
  for (guint i = 0; i < table->n_fields; i++)
    {
      const SolField *field = &table->fields[i];
      JsonNode *node = json_object_get_member (item, field->name);
      JsonArray *items = node != NULL && field->kind == SOL_FIELD_ITEMS ? json_node_get_array (node)
                                                                        : NULL;

      if (node != NULL && field->flags & SOL_FIELD_SERVER)
        json_object_remove_member (item, field->name);
      else
        for (guint j = 0; items != NULL && j < json_array_get_length (items); j++)
          strip (field->items, json_array_get_object_element (items, j));
    }
}

/* (transfer full) */
static JsonNode *
print_item (SolItem *item)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = sol_item_to_json (item);

  strip (sol_item_get_table (item), object);
  json_node_take_object (node, object);
  return node;
}

static void list_fields (const Sides *sides, const char *prefix, JsonArray *parts);

static void
list_item (SolItem *before, SolItem *after, const char *path, JsonArray *parts)
{
  const SolFieldTable *table = sol_item_get_table (after);
  const Sides sides = { table->fields, table->n_fields, sol_item_get_values (before),
                        sol_item_get_values (after) };
  g_autofree char *prefix = g_strconcat (path, "/", NULL);

  list_fields (&sides, prefix, parts);
}

static void
list_items (const GValue *was, const GValue *is, const char *path, JsonArray *parts)
{
  g_autoptr (GPtrArray) before = sol_item_list_copy (was);
  g_autoptr (GPtrArray) after = sol_item_list_copy (is);

  for (guint i = 0; i < before->len; i++)
    {
      const char *id = sol_item_get_id (before->pdata[i]);
      g_autofree char *part = g_strconcat (path, "/", id, NULL);
      SolItem *now = sol_item_list_find (after, id, NULL);

      if (now == NULL)
        add (parts, part, print_item (before->pdata[i]), json_node_new (JSON_NODE_NULL));
      else
        list_item (before->pdata[i], now, part, parts);
    }
  for (guint i = 0; i < after->len; i++)
    {
      const char *id = sol_item_get_id (after->pdata[i]);
      g_autofree char *part = g_strconcat (path, "/", id, NULL);

      if (sol_item_list_find (before, id, NULL) == NULL)
        add (parts, part, json_node_new (JSON_NODE_NULL), print_item (after->pdata[i]));
    }
}

static void
list_fields (const Sides *sides, const char *prefix, JsonArray *parts)
{
  for (guint i = 0; i < sides->n_fields; i++)
    {
      const SolField *field = &sides->fields[i];
      g_autofree char *path = g_strconcat (prefix, field->name, NULL);

      if (field->flags & SOL_FIELD_SERVER || sol_value_equal (&sides->before[i], &sides->after[i]))
        continue;
      if (field->kind == SOL_FIELD_ITEMS)
        list_items (&sides->before[i], &sides->after[i], path, parts);
      else
        add (parts, path, sol_value_to_json (&sides->before[i]),
             sol_value_to_json (&sides->after[i]));
    }
}

/**
 * sol_replaced_list:
 * @after: of the same type
 *
 * What people wrote in place of what: of what rules write nothing is told, nor of items that
 * changed places.
 *
 * Returns: (transfer full): an object of "path", "before" and "after" for each part, as
 * #SolRevisions calls them; null is none
 */
JsonArray *
sol_replaced_list (SolRecord *before, SolRecord *after)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (before);
  const Sides sides = { klass->fields, klass->n_fields, sol_record_get_value (before, 0),
                        sol_record_get_value (after, 0) };
  JsonArray *parts = json_array_new ();

  list_fields (&sides, "", parts);
  return parts;
}

static gboolean put_field (const SolField *field, const GStrv parts, JsonNode *node, GValue *value);

static const SolField *
find_field (const SolFieldTable *table, const char *name, guint *index)
{
  for (*index = 0; *index < table->n_fields; (*index)++)
    if (g_str_equal (table->fields[*index].name, name))
      return &table->fields[*index];
  return NULL;
}

/* An item as a whole, in place of the one that is there; at its own place in the list. */
static gboolean
put_item (const SolField *field, const char *id, JsonNode *node, GPtrArray *items)
{
  SolItem *item;
  guint index;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      item = sol_item_new_from_json (field->items, json_node_get_object (node));
      if (item != NULL)
        sol_item_list_put (items, item);
      return item != NULL;
    }
  if (sol_item_list_find (items, id, &index) != NULL)
    g_ptr_array_remove_index (items, index);
  return TRUE;
}

/* A part of an item that is there. */
static gboolean
put_within (const GStrv parts, JsonNode *node, GPtrArray *items)
{
  SolItem *item = sol_item_list_find (items, parts[0], NULL);
  g_autoptr (SolItem) copy = NULL;
  const SolField *field;
  guint index;

  if (item == NULL)
    return FALSE;
  copy = sol_item_copy (item, sol_item_get_id (item), sol_item_get_at (item));
  field = find_field (sol_item_get_table (copy), parts[1], &index);
  if (field == NULL || !put_field (field, parts + 2, node, &sol_item_get_values (copy)[index]))
    return FALSE;
  sol_item_list_put (items, g_steal_pointer (&copy));
  return TRUE;
}

static gboolean
put_items (const SolField *field, const GStrv parts, JsonNode *node, GValue *value)
{
  g_autoptr (GPtrArray) items = sol_item_list_copy (value);
  const gboolean done = parts[1] == NULL ? put_item (field, parts[0], node, items)
                                         : put_within (parts, node, items);

  if (!done)
    return FALSE;
  if (G_IS_VALUE (value))
    g_value_unset (value);
  if (items->len > 0)
    {
      g_value_init (value, G_TYPE_PTR_ARRAY);
      g_value_set_boxed (value, items);
    }
  return TRUE;
}

/* @parts: what follows the name of the field */
static gboolean
put_field (const SolField *field, const GStrv parts, JsonNode *node, GValue *value)
{
  if (parts[0] != NULL)
    return field->kind == SOL_FIELD_ITEMS && put_items (field, parts, node, value);
  if (G_IS_VALUE (value))
    g_value_unset (value);
  return JSON_NODE_HOLDS_NULL (node) || sol_field_read_json (field, node, value);
}

/**
 * sol_replaced_put_back:
 * @path: of a part, as #SolRevisions calls it
 * @before: what was there; null for nothing
 * @index: (out): of the field that it is of, or is
 * @value: (out): what that field says with it; zero-filled before
 *
 * Nothing is done to @record.
 *
 * Returns: %FALSE when it has no place: what it was part of is not there, or the type has no such
 *   part
 */
gboolean
sol_replaced_put_back (SolRecord *record,
                       const char *path,
                       JsonNode *before,
                       guint *index,
                       GValue *value)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const SolField *field = parts[0] != NULL ? sol_record_find_field (record, parts[0], index) : NULL;

  if (field == NULL || field->flags & SOL_FIELD_SERVER)
    return FALSE;
  sol_value_copy (sol_record_get_value (record, *index), value);
  return put_field (field, parts + 1, before, value);
}

/**
 * sol_replaced_print:
 *
 * Returns: (transfer full): the document of a record, without what rules write
 */
JsonNode *
sol_replaced_print (SolRecord *record)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (record);
  const SolFieldTable table = { klass->fields, klass->n_fields };
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = sol_record_to_json (record);

  strip (&table, object);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
find_item (JsonNode *items, const char *id)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (items) ? json_node_get_array (items) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonNode *its = item != NULL ? json_object_get_member (item, "id") : NULL;

      if (its != NULL && json_node_get_value_type (its) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (its), id))
        return node;
    }
  return NULL;
}

/**
 * sol_replaced_find_part:
 * @document: (nullable): of a record
 * @path: of a part of it
 *
 * Returns: (transfer none) (nullable): what it says there
 */
JsonNode *
sol_replaced_find_part (JsonNode *document, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  JsonNode *found = document;

  for (guint i = 0; parts[i] != NULL && found != NULL; i++)
    if (i % 2 == 1)
      found = find_item (found, parts[i]);
    else
      found = JSON_NODE_HOLDS_OBJECT (found)
                  ? json_object_get_member (json_node_get_object (found), parts[i])
                  : NULL;
  return found;
}
