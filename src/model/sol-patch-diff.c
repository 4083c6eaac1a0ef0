/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-item-list.h"
#include "model/sol-patch.h"

/* What differs between two sides of one table: a record's, or an item's. */
typedef struct
{
  const SolField *fields;
  guint n_fields;
  const GValue *base; /* (nullable): nothing yet */
  const GValue *edited;
} Sides;

static void find_items (const Sides *sides, const char *const *path, GPtrArray *edits);

static const GValue *
get_base (const Sides *sides, guint index)
{
  static const GValue empty = G_VALUE_INIT;

  return sides->base != NULL ? &sides->base[index] : &empty;
}

static const char *const *
get_codes (const GValue *value)
{
  static const char *const nothing[] = { NULL };

  return sol_value_is_empty (value) ? nothing : g_value_get_boxed (value);
}

static void
put_member (JsonObject **object, const char *name, JsonNode *owned_node)
{
  if (*object == NULL)
    *object = json_object_new ();
  json_object_set_member (*object, name, owned_node);
}

/* The codes of @more that @less does not have. */
static void
find_codes (const GValue *less, const GValue *more, const char *name, JsonObject **object)
{
  const char *const *known = get_codes (less);
  const char *const *codes = get_codes (more);
  g_autoptr (JsonArray) found = json_array_new ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (!g_strv_contains (known, codes[i]))
      json_array_add_string_element (found, codes[i]);
  if (json_array_get_length (found) > 0)
    put_member (object, name, json_node_init_array (json_node_alloc (), found));
}

static void
find_fields (const Sides *sides, SolPatch *patch)
{
  for (guint i = 0; i < sides->n_fields; i++)
    {
      const SolField *field = &sides->fields[i];
      const GValue *base = get_base (sides, i);
      const GValue *edited = &sides->edited[i];

      if (field->kind == SOL_FIELD_CODES)
        {
          find_codes (base, edited, field->name, &patch->add);
          find_codes (edited, base, field->name, &patch->remove);
        }
      else if (field->kind != SOL_FIELD_ITEMS && !sol_value_equal (base, edited))
        put_member (&patch->set, field->name, sol_value_to_json (edited));
    }
}

static GStrv
extend (const char *const *path, const char *field, const char *id)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; path[i] != NULL; i++)
    g_strv_builder_add (builder, path[i]);
  g_strv_builder_add (builder, field);
  g_strv_builder_add (builder, id);
  return g_strv_builder_end (builder);
}

static SolItemEdit *
add_edit (GPtrArray *edits, SolItemAct act, GStrv owned_path)
{
  SolItemEdit *edit = g_new0 (SolItemEdit, 1);

  edit->act = act;
  edit->path = owned_path;
  g_ptr_array_add (edits, edit);
  return edit;
}

/* @base is %NULL for a new one. */
static void
find_item (SolItem *base, SolItem *item, GStrv owned_path, GPtrArray *edits)
{
  const SolFieldTable *table = sol_item_get_table (item);
  Sides sides = { table->fields, table->n_fields, base != NULL ? sol_item_get_values (base) : NULL,
                  sol_item_get_values (item) };
  SolItemEdit *edit = add_edit (edits, base != NULL ? SOL_ITEM_EDIT : SOL_ITEM_ADD, owned_path);
  guint index = edits->len - 1;

  if (base == NULL || g_strcmp0 (sol_item_get_at (base), sol_item_get_at (item)) != 0)
    edit->at = g_strdup (sol_item_get_at (item));
  find_fields (&sides, &edit->patch);
  find_items (&sides, (const char *const *) edit->path, edits);
  if (base != NULL && edit->at == NULL && sol_patch_is_empty (&edit->patch))
    g_ptr_array_remove_index (edits, index);
}

static void
find_list (const Sides *sides, guint index, const char *const *path, GPtrArray *edits)
{
  const char *name = sides->fields[index].name;
  g_autoptr (GPtrArray) base = sol_item_list_copy (get_base (sides, index));
  g_autoptr (GPtrArray) edited = sol_item_list_copy (&sides->edited[index]);

  for (guint i = 0; i < base->len; i++)
    {
      const char *id = sol_item_get_id (base->pdata[i]);

      if (sol_item_list_find (edited, id, NULL) == NULL)
        add_edit (edits, SOL_ITEM_REMOVE, extend (path, name, id));
    }
  for (guint i = 0; i < edited->len; i++)
    {
      const char *id = sol_item_get_id (edited->pdata[i]);

      find_item (sol_item_list_find (base, id, NULL), edited->pdata[i], extend (path, name, id),
                 edits);
    }
}

static void
find_items (const Sides *sides, const char *const *path, GPtrArray *edits)
{
  for (guint i = 0; i < sides->n_fields; i++)
    if (sides->fields[i].kind == SOL_FIELD_ITEMS &&
        !sol_value_equal (get_base (sides, i), &sides->edited[i]))
      find_list (sides, i, path, edits);
}

/**
 * sol_patch_new_diff:
 *
 * Returns: (transfer full): what makes @edited of @base; this is what the outbox keeps
 */
SolPatch *
sol_patch_new_diff (SolRecord *base, SolRecord *edited)
{
  static const char *const top[] = { NULL };
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (base);
  SolPatch *patch = sol_patch_new ();
  Sides sides = { klass->fields, klass->n_fields, sol_record_get_value (base, 0),
                  sol_record_get_value (edited, 0) };

  find_fields (&sides, patch);
  patch->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_item_edit_free);
  find_items (&sides, top, patch->items);
  if (patch->items->len == 0)
    g_clear_pointer (&patch->items, g_ptr_array_unref);
  return patch;
}
