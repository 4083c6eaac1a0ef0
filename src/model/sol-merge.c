/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-merge.h"

#include "model/sol-item-list.h"
#include "model/sol-model-error.h"

/* The values of one table while a patch is laid over them: a record's, or an item's. */
typedef struct
{
  const SolField *fields;
  guint n_fields;
  GValue *values;
  const GValue *own;  /* (nullable): as the author of the patch had them */
  const char *prefix; /* path of the item and a slash; "" for the record */
  GPtrArray **lists;  /* (nullable): of each field of items that the patch edits, as it is so far */
  GPtrArray **own_lists; /* the same of @own */
} Row;

static gboolean
apply_item (Row *row, const SolItemEdit *edit, guint level, const SolMerge *merge, GError **error);

static const SolField *
find_field (const Row *row, const char *name, const SolMerge *merge, guint *index, GError **error)
{
  for (guint i = 0; i < row->n_fields; i++)
    if (g_str_equal (row->fields[i].name, name) &&
        (merge->trusted || !(row->fields[i].flags & SOL_FIELD_SERVER)))
      {
        *index = i;
        return &row->fields[i];
      }
  sol_model_refuse (error, SOL_MODEL_ERROR_UNKNOWN_FIELD, name, "No such field to write");
  return NULL;
}

static void
put_value (Row *row, guint index, const GValue *value)
{
  g_auto (GValue) copy = G_VALUE_INIT;

  sol_value_copy (value, &copy);
  g_value_unset (&row->values[index]);
  sol_value_copy (&copy, &row->values[index]);
}

/* Copied once for all edits of it. */
static GPtrArray *
open_list (const Row *row, GPtrArray ***lists, guint index, const GValue *value)
{
  if (*lists == NULL)
    *lists = g_new0 (GPtrArray *, row->n_fields);
  if ((*lists)[index] == NULL)
    (*lists)[index] = sol_item_list_copy (value);
  return (*lists)[index];
}

static void
free_lists (const Row *row, GPtrArray **lists)
{
  for (guint i = 0; lists != NULL && i < row->n_fields; i++)
    g_clear_pointer (&lists[i], g_ptr_array_unref);
  g_free (lists);
}

/* Each becomes the value of its field. */
static void
close_lists (Row *row)
{
  for (guint i = 0; row->lists != NULL && i < row->n_fields; i++)
    if (row->lists[i] != NULL)
      {
        g_auto (GValue) value = G_VALUE_INIT;

        g_value_init (&value, G_TYPE_PTR_ARRAY);
        g_value_set_boxed (&value, row->lists[i]);
        put_value (row, i, &value);
      }
  free_lists (row, row->lists);
  free_lists (row, row->own_lists);
}

/* Two may add one item, as its id says what it is about: they write over what came with it. */
static const SolRevision *
find_overlap (const Row *row, guint index, const char *path, const SolMerge *merge)
{
  return sol_value_is_empty (&row->values[index])
             ? sol_revisions_find (merge->revisions, path, merge->base_rev, merge->client)
             : sol_revisions_find_around (merge->revisions, path, merge->base_rev, merge->client);
}

static void
note_overlap (const Row *row, guint index, JsonNode *mine, const SolMerge *merge)
{
  g_autofree char *path = g_strconcat (row->prefix, row->fields[index].name, NULL);
  const SolRevision *revision = find_overlap (row, index, path, merge);

  if (revision != NULL)
    g_ptr_array_add (merge->conflicts,
                     sol_conflict_new (path, json_node_copy (mine),
                                       sol_value_to_json (&row->values[index]), revision));
}

static gboolean
set_field (Row *row, const char *name, JsonNode *node, const SolMerge *merge, GError **error)
{
  guint index;
  const SolField *field = find_field (row, name, merge, &index, error);
  g_auto (GValue) value = G_VALUE_INIT;

  if (field == NULL)
    return FALSE;
  if (field->kind == SOL_FIELD_CODES || field->kind == SOL_FIELD_ITEMS ||
      !sol_field_read_json (field, node, &value))
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, name, "A value of another kind");
  if (sol_value_equal (&row->values[index], &value))
    return TRUE;

  note_overlap (row, index, node, merge);
  put_value (row, index, &value);
  return TRUE;
}

/* Somebody who took the code up meanwhile keeps it: adding wins. */
static gboolean
leaves (const Row *row,
        const SolField *field,
        const char *code,
        const char *const *leaving,
        const SolMerge *merge)
{
  g_autofree char *path = g_strconcat (row->prefix, field->name, "/", code, NULL);

  return g_strv_contains (leaving, code) &&
         sol_revisions_find (merge->revisions, path, merge->base_rev, merge->client) == NULL;
}

static void
change_codes (Row *row,
              guint index,
              const char *const *codes,
              gboolean adding,
              const SolMerge *merge)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GValue) value = G_VALUE_INIT;
  GStrv present = sol_value_is_empty (&row->values[index])
                      ? NULL
                      : g_value_get_boxed (&row->values[index]);

  for (guint i = 0; present != NULL && present[i] != NULL; i++)
    if (adding || !leaves (row, &row->fields[index], present[i], codes, merge))
      g_strv_builder_add (builder, present[i]);
  for (guint i = 0; adding && codes[i] != NULL; i++)
    g_strv_builder_add (builder, codes[i]);

  g_value_init (&value, G_TYPE_STRV);
  g_value_take_boxed (&value, g_strv_builder_end (builder));
  put_value (row, index, &value);
}

static gboolean
apply_codes (Row *row, JsonObject *object, gboolean adding, const SolMerge *merge, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return TRUE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      guint index;
      const SolField *field = find_field (row, name, merge, &index, error);
      g_auto (GValue) codes = G_VALUE_INIT;

      if (field == NULL)
        return FALSE;
      if (field->kind != SOL_FIELD_CODES || !sol_field_read_json (field, node, &codes) ||
          !G_IS_VALUE (&codes))
        return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, name, "Not a set of codes");
      change_codes (row, index, g_value_get_boxed (&codes), adding, merge);
    }
  return TRUE;
}

static gboolean
apply_fields (Row *row, const SolPatch *patch, const SolMerge *merge, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (patch->set != NULL)
    {
      json_object_iter_init (&iter, patch->set);
      while (json_object_iter_next (&iter, &name, &node))
        if (!set_field (row, name, node, merge, error))
          return FALSE;
    }
  return apply_codes (row, patch->remove, FALSE, merge, error) &&
         apply_codes (row, patch->add, TRUE, merge, error);
}

static JsonNode *
item_to_node (SolItem *item)
{
  JsonNode *node;

  if (item == NULL)
    return json_node_new (JSON_NODE_NULL);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, sol_item_to_json (item));
  return node;
}

static JsonNode *
edit_to_node (const SolItemEdit *edit, SolItem *own)
{
  JsonNode *node;
  JsonObject *object;

  if (own != NULL)
    return item_to_node (own);
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  sol_patch_write (&edit->patch, object);
  json_node_take_object (node, object);
  return node;
}

static void
remove_item (GPtrArray *items, const char *id, const char *path, const SolMerge *merge)
{
  guint index;
  SolItem *item = sol_item_list_find (items, id, &index);
  const SolRevision *revision;

  if (item == NULL)
    return;
  revision = sol_revisions_find_within (merge->revisions, path, merge->base_rev, merge->client,
                                        NULL);
  if (revision != NULL)
    g_ptr_array_add (merge->conflicts, sol_conflict_new (path, json_node_new (JSON_NODE_NULL),
                                                         item_to_node (item), revision));
  g_ptr_array_remove_index (items, index);
}

/* Of an edit that only takes away or moves, nothing is lost with the item. */
static gboolean
brings_something (const SolItemEdit *edit)
{
  return edit->act == SOL_ITEM_ADD || edit->patch.set != NULL || edit->patch.add != NULL;
}

/* An edit of what is not there: somebody removed it, or it never was. */
static gboolean
edit_missing (GPtrArray *items,
              const SolItemEdit *edit,
              const char *path,
              SolItem *own,
              const SolMerge *merge,
              GError **error)
{
  const SolRevision *revision = sol_revisions_find (merge->revisions, path, G_MININT64, NULL);

  if (revision != NULL && !brings_something (edit))
    return TRUE;
  if (revision == NULL)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, path, "No such item");
  g_ptr_array_add (merge->conflicts, sol_conflict_new (path, edit_to_node (edit, own),
                                                       json_node_new (JSON_NODE_NULL), revision));
  if (own != NULL)
    sol_item_list_put (items, g_object_ref (own));
  return TRUE;
}

static gboolean
change_item (SolItem *item,
             SolItem *own,
             const SolItemEdit *edit,
             const char *path,
             guint level,
             const SolMerge *merge,
             GError **error)
{
  const SolFieldTable *table = sol_item_get_table (item);
  g_autofree char *prefix = g_strconcat (path, "/", NULL);
  Row row = { table->fields, table->n_fields, sol_item_get_values (item),
              own != NULL ? sol_item_get_values (own) : NULL, prefix };
  gboolean done = edit->path[level + 2] != NULL ? apply_item (&row, edit, level + 2, merge, error)
                                                : apply_fields (&row, &edit->patch, merge, error);

  close_lists (&row);
  return done;
}

/* Returns: (transfer full) (nullable): a copy to be written; %NULL: there is none, and it is not
 * one to be added. */
static SolItem *
open_item (GPtrArray *items, const SolFieldTable *table, const SolItemEdit *edit, guint level)
{
  const char *id = edit->path[level + 1];
  SolItem *item = sol_item_list_find (items, id, NULL);
  gboolean last = edit->path[level + 2] == NULL;
  g_autofree char *end = NULL;

  if (item != NULL)
    return sol_item_copy (item, id, last && edit->at != NULL ? edit->at : sol_item_get_at (item));
  if (!last || edit->act != SOL_ITEM_ADD)
    return NULL;
  end = sol_item_list_get_end (items);
  return sol_item_new (table, id, edit->at != NULL ? edit->at : end);
}

/* No patch between two lists that may be holds more than both at once: what grows further is not
 * worth the work, as each edit looks through the whole list. */
static gboolean
check_length (const SolField *field, GPtrArray *items, const SolMerge *merge, GError **error)
{
  return merge->trusted || field->max_length == 0 || items->len <= 2 * field->max_length ||
         sol_model_refuse (error, SOL_MODEL_ERROR_TOO_LONG, field->name, "A list is too long");
}

static gboolean
edit_list (GPtrArray *items,
           Row *row,
           guint index,
           const SolItemEdit *edit,
           guint level,
           const SolMerge *merge,
           GError **error)
{
  const char *id = edit->path[level + 1];
  g_autofree char *path = g_strconcat (row->prefix, edit->path[level], "/", id, NULL);
  GPtrArray *own_items = row->own != NULL
                             ? open_list (row, &row->own_lists, index, &row->own[index])
                             : NULL;
  SolItem *own = own_items != NULL ? sol_item_list_find (own_items, id, NULL) : NULL;
  g_autoptr (SolItem) item = NULL;

  if (edit->path[level + 2] == NULL && edit->act == SOL_ITEM_REMOVE)
    {
      remove_item (items, id, path, merge);
      return TRUE;
    }
  item = open_item (items, row->fields[index].items, edit, level);
  if (item == NULL)
    return edit_missing (items, edit, path, own, merge, error);
  if (!change_item (item, own, edit, path, level, merge, error))
    return FALSE;
  sol_item_list_put (items, g_steal_pointer (&item));
  return TRUE;
}

/* @level: of the field's name in the path of @edit. */
static gboolean
apply_item (Row *row, const SolItemEdit *edit, guint level, const SolMerge *merge, GError **error)
{
  guint index;
  const SolField *field = find_field (row, edit->path[level], merge, &index, error);
  GPtrArray *items;

  if (field == NULL)
    return FALSE;
  if (field->kind != SOL_FIELD_ITEMS)
    return sol_model_refuse (error, SOL_MODEL_ERROR_WRONG_VALUE, field->name,
                             "Not a list of items");
  items = open_list (row, &row->lists, index, &row->values[index]);
  return edit_list (items, row, index, edit, level, merge, error) &&
         check_length (field, items, merge, error);
}

static gboolean
apply_patch (Row *row, const SolPatch *patch, const SolMerge *merge, GError **error)
{
  gboolean done = apply_fields (row, patch, merge, error);

  for (guint i = 0; done && patch->items != NULL && i < patch->items->len; i++)
    done = apply_item (row, patch->items->pdata[i], 0, merge, error);
  close_lists (row);
  return done;
}

/* What was there and did not change is not asked again. */
static gboolean
check_changed (const Row *row, SolRecord *record, GError **error)
{
  for (guint i = 0; i < row->n_fields; i++)
    if (!sol_value_equal (&row->values[i], sol_record_get_value (record, i)) &&
        !sol_field_check (&row->fields[i], &row->values[i], error))
      return FALSE;
  return TRUE;
}

static void
set_values (SolRecord *record, const Row *row)
{
  g_object_freeze_notify (G_OBJECT (record));
  for (guint i = 0; i < row->n_fields; i++)
    sol_record_set_value (record, i, &row->values[i]);
  g_object_thaw_notify (G_OBJECT (record));
}

/**
 * sol_record_merge_patch:
 * @merge: what it is laid over; its conflicts grow
 *
 * Lays a patch over a record that others may have written meanwhile: parts that only the patch
 * changes take its value, parts that only others changed stay. Codes join and leave a set, and
 * joining wins; equal values never conflict. Where both wrote another value there is a conflict,
 * and @self takes the patch's: who may not do so without asking works on a copy.
 *
 * Returns: %FALSE with a #SolModelError that names the field, and @self as it was
 */
gboolean
sol_record_merge_patch (SolRecord *self,
                        const SolPatch *patch,
                        const SolMerge *merge,
                        GError **error)
{
  SolRecordClass *klass = SOL_RECORD_GET_CLASS (self);
  g_autofree GValue *values = g_new0 (GValue, klass->n_fields);
  Row row = { klass->fields, klass->n_fields, values,
              merge->own != NULL ? sol_record_get_value (merge->own, 0) : NULL, "" };
  gboolean done;

  for (guint i = 0; i < klass->n_fields; i++)
    sol_value_copy (sol_record_get_value (self, i), &values[i]);
  done = apply_patch (&row, patch, merge, error) &&
         (merge->trusted || check_changed (&row, self, error));
  if (done)
    set_values (self, &row);
  for (guint i = 0; i < klass->n_fields; i++)
    g_value_unset (&values[i]);
  return done;
}
