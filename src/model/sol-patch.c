/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sol-patch.h"

#include <string.h>

#include "model/sol-model-error.h"
#include "model/sol-position.h"

#define MAX_ID 64 /* bytes of the id of an item */

static const char *const acts[SOL_N_ITEM_ACTS] = { "add", "edit", "remove" };

SolPatch *
sol_patch_new (void)
{
  return g_new0 (SolPatch, 1);
}

static void
clear (SolPatch *self)
{
  g_clear_pointer (&self->set, json_object_unref);
  g_clear_pointer (&self->add, json_object_unref);
  g_clear_pointer (&self->remove, json_object_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

void
sol_patch_free (SolPatch *self)
{
  clear (self);
  g_free (self);
}

void
sol_item_edit_free (SolItemEdit *self)
{
  clear (&self->patch);
  g_strfreev (self->path);
  g_free (self->at);
  g_free (self);
}

gboolean
sol_patch_is_empty (const SolPatch *self)
{
  return self->set == NULL && self->add == NULL && self->remove == NULL && self->items == NULL;
}

static gboolean
refuse (GError **error, const char *what)
{
  const char *const arguments[] = { what, NULL };

  sol_model_error_set (error, SOL_MODEL_ERROR_WRONG_VALUE, arguments, what);
  return FALSE;
}

static gboolean check_texts (JsonNode *node);

static gboolean
check_members (JsonObject *object)
{
  g_autoptr (GList) values = json_object_get_values (object);

  for (GList *at = values; at != NULL; at = at->next)
    if (!check_texts (at->data))
      return FALSE;
  return TRUE;
}

static gboolean
check_elements (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_texts (json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

/* Depth was counted before it was parsed. */
static gboolean
check_texts (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return check_members (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return check_elements (json_node_get_array (node));
  return json_node_get_value_type (node) != G_TYPE_STRING ||
         strlen (json_node_get_string (node)) <= SOL_PATCH_MAX_TEXT;
}

static gboolean
read_object (JsonObject **member, const char *name, JsonNode *node, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node) || !check_texts (node) ||
      json_object_get_size (json_node_get_object (node)) > SOL_PATCH_MAX_MEMBERS)
    return refuse (error, name);
  if (json_object_get_size (json_node_get_object (node)) > 0)
    *member = json_node_dup_object (node);
  return TRUE;
}

static gboolean
read_fields (SolPatch *self, const char *name, JsonNode *node, GError **error)
{
  if (g_str_equal (name, "set"))
    return read_object (&self->set, name, node, error);
  if (g_str_equal (name, "add"))
    return read_object (&self->add, name, node, error);
  if (g_str_equal (name, "remove"))
    return read_object (&self->remove, name, node, error);
  return refuse (error, name);
}

static gboolean
read_path (SolItemEdit *edit, JsonNode *node)
{
  guint n;

  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  edit->path = g_strsplit (json_node_get_string (node), "/", 2 * SOL_PATCH_MAX_DEPTH + 1);
  n = g_strv_length (edit->path);
  for (guint i = 0; i < n; i++)
    if (*edit->path[i] == '\0' || strlen (edit->path[i]) > MAX_ID)
      return FALSE;
  return n > 0 && n % 2 == 0 && n <= 2 * SOL_PATCH_MAX_DEPTH;
}

static gboolean
read_act (SolItemEdit *edit, JsonNode *node)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  for (guint i = 0; i < SOL_N_ITEM_ACTS; i++)
    if (g_str_equal (json_node_get_string (node), acts[i]))
      {
        edit->act = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_at (SolItemEdit *edit, JsonNode *node)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  edit->at = json_node_dup_string (node);
  return sol_position_is_valid (edit->at);
}

static gboolean
read_edit_member (SolItemEdit *edit, const char *name, JsonNode *node, GError **error)
{
  if (g_str_equal (name, "path"))
    return read_path (edit, node) || refuse (error, name);
  if (g_str_equal (name, "act"))
    return read_act (edit, node) || refuse (error, name);
  if (g_str_equal (name, "at"))
    return read_at (edit, node) || refuse (error, name);
  return read_fields (&edit->patch, name, node, error);
}

static gboolean
read_edit (SolPatch *self, JsonNode *node, GError **error)
{
  SolItemEdit *edit = g_new0 (SolItemEdit, 1);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  g_ptr_array_add (self->items, edit);
  edit->act = SOL_N_ITEM_ACTS;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, "items");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &member))
    if (!read_edit_member (edit, name, member, error))
      return FALSE;
  if (edit->path == NULL || edit->act == SOL_N_ITEM_ACTS ||
      (edit->act == SOL_ITEM_REMOVE && (edit->at != NULL || !sol_patch_is_empty (&edit->patch))))
    return refuse (error, "items");
  return TRUE;
}

static gboolean
read_items (SolPatch *self, JsonNode *node, GError **error)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node) ||
      json_array_get_length (json_node_get_array (node)) > SOL_PATCH_MAX_ITEMS)
    return refuse (error, "items");
  array = json_node_get_array (node);
  if (json_array_get_length (array) > 0)
    self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) sol_item_edit_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_edit (self, json_array_get_element (array, i), error))
      return FALSE;
  return TRUE;
}

/**
 * sol_patch_read:
 * @name: "set", "add", "remove" or "items"
 * @node: sound JSON, from whom one does not trust
 *
 * Reads one member of its JSON, once.
 *
 * Returns: %FALSE with %SOL_MODEL_ERROR_WRONG_VALUE, also for another member
 */
gboolean
sol_patch_read (SolPatch *self, const char *name, JsonNode *node, GError **error)
{
  return g_str_equal (name, "items") ? read_items (self, node, error)
                                     : read_fields (self, name, node, error);
}

static void
write_object (JsonObject *object, const char *name, JsonObject *member)
{
  if (member != NULL)
    json_object_set_object_member (object, name, json_object_ref (member));
}

static JsonObject *
write_edit (const SolItemEdit *edit)
{
  JsonObject *object = json_object_new ();
  g_autofree char *path = g_strjoinv ("/", edit->path);

  json_object_set_string_member (object, "path", path);
  json_object_set_string_member (object, "act", acts[edit->act]);
  if (edit->at != NULL)
    json_object_set_string_member (object, "at", edit->at);
  sol_patch_write (&edit->patch, object);
  return object;
}

/* Puts what is there into @object, in the form that sol_patch_read() takes. */
void
sol_patch_write (const SolPatch *self, JsonObject *object)
{
  JsonArray *items;

  write_object (object, "set", self->set);
  write_object (object, "add", self->add);
  write_object (object, "remove", self->remove);
  if (self->items == NULL)
    return;
  items = json_array_new ();
  for (guint i = 0; i < self->items->len; i++)
    json_array_add_object_element (items, write_edit (self->items->pdata[i]));
  json_object_set_array_member (object, "items", items);
}

static void
add_names (GPtrArray *names, JsonObject *object)
{
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *at = members; at != NULL; at = at->next)
    if (!g_ptr_array_find_with_equal_func (names, at->data, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (at->data));
}

/* Returns: (transfer full): names of the fields of the record that it touches, each once */
GStrv
sol_patch_list_fields (const SolPatch *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  add_names (names, self->set);
  add_names (names, self->add);
  add_names (names, self->remove);
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const SolItemEdit *edit = self->items->pdata[i];

      if (!g_ptr_array_find_with_equal_func (names, edit->path[0], g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (edit->path[0]));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_steal (names, NULL);
}
