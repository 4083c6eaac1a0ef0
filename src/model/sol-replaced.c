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

/* (transfer full): null for no item */
static JsonNode *
print_item (SolItem *item)
{
  JsonNode *node = json_node_alloc ();

  if (item == NULL)
    return json_node_init_null (node);
  json_node_init_object (node, NULL);
  json_node_take_object (node, sol_item_to_json (item));
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
        add (parts, part, print_item (before->pdata[i]), print_item (NULL));
      else
        list_item (before->pdata[i], now, part, parts);
    }
  for (guint i = 0; i < after->len; i++)
    {
      const char *id = sol_item_get_id (after->pdata[i]);
      g_autofree char *part = g_strconcat (path, "/", id, NULL);

      if (sol_item_list_find (before, id, NULL) == NULL)
        add (parts, part, print_item (NULL), print_item (after->pdata[i]));
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
